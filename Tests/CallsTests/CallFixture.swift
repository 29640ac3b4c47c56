import Accounts
import CallCore
import Foundation
import Logging
import NIOCore
import Signaling
import Storage
import TestSupport
import Testing

@testable import Calls

/// A call service over a real database, with a time that the test moves and some people.
final class CallFixture {
    let database: TemporaryDatabase
    let history: SQLiteCallHistory
    private(set) var service: CallService
    private(set) var now = Timestamp(milliseconds: 1_700_000_000_000)
    private var connections = 0
    private let notifier: (any CalleeNotifier)?

    /// - Parameter notifier: Reaches people whose page is closed.
    init(notifier: (any CalleeNotifier)? = nil) async throws {
        self.notifier = notifier
        database = try TemporaryDatabase()
        history = SQLiteCallHistory(database.database, logger: Logger(label: "test"))
        let accounts = SQLiteAccountStore(database.database)
        for (id, name, isDisabled) in [
            ("alice", "Alice", false), ("bo", "Bo", false), ("carl", "Carl", false), ("dora", "Dora", true),
        ] {
            try await accounts.insert(
                Account(id: UserID(id)!, username: id, name: name, isDisabled: isDisabled, createdAt: now),
                passwordHash: "$scrypt$none")
            _ = try await accounts.startSession(
                Session(
                    id: Samples.session(of: id), accountID: UserID(id)!, createdAt: now, lastSeenAt: now,
                    expiresAt: now.advanced(by: .seconds(400 * 24 * 3600))),
                replacing: nil, verifiedHash: "$scrypt$none", newHash: nil, limit: 32)
        }
        service = try Self.service(try SQLiteCallJournal(database.database), database, notifier)
        try service.start(at: now)
    }

    private static func service(
        _ journal: any CallJournal, _ database: TemporaryDatabase, _ notifier: (any CalleeNotifier)?
    ) throws -> CallService {
        CallService(
            journal: journal, people: try SQLitePeopleDirectory(database.database), timers: CallTimers(),
            version: "test", notifier: notifier, logger: Logger(label: "test"))
    }

    /// The server dies and starts anew; nobody is connected.
    /// - Parameter journal: Another one than the database's own.
    func restart(_ journal: (any CallJournal)? = nil) throws {
        service = try Self.service(try journal ?? SQLiteCallJournal(database.database), database, notifier)
        try service.start(at: now)
    }

    /// Moves time, stopping whenever the service wants to be woken.
    func advance(by duration: Duration) {
        let end = now.advanced(by: duration)
        while let wake = service.nextWake(), wake <= end {
            now = max(now, wake)
            service.process([], at: now)
        }
        now = end
    }

    /// What arrived together.
    func process(_ inputs: ServiceInput...) { service.process(inputs, at: now) }

    /// Somebody wants to be disturbed, or does not.
    func choose(_ doNotDisturb: DoNotDisturb, for user: UserID) async throws {
        try await SQLiteAccountStore(database.database).changeSettings(of: user) {
            $0.doNotDisturb = doNotDisturb
        }
    }

    /// The call that somebody is in.
    func call(of user: String) -> Call? { service.registry.call(of: UserID(user)!) }

    /// The kinds of the lines of the sample call's timeline, all saved.
    func timeline() async throws -> [String] {
        advance(by: TimelineBuffer.patience)
        return try await history.timeline(of: CallID(Samples.call)!).map(\.kind)
    }

    /// Alice has called Bo, who has answered; of that nobody has heard anything that is not read.
    func conversation() throws -> (alice: Device, bo: Device) {
        let (alice, bo) = (device("alice"), device("bo"))
        try alice.send("call:initiate", to: "bo", ["call_id": Samples.call])
        try bo.send("call:accept", to: "alice", ["call_id": Samples.call])
        _ = try (alice.take(), bo.take())
        return (alice, bo)
    }

    /// A device that connects.
    func device(_ user: String, _ number: Int = 1) -> Device {
        let device = newDevice(user, number)
        process(device.opened)
        return device
    }

    /// A device that has not connected yet.
    func newDevice(_ user: String, _ number: Int = 1) -> Device {
        let digits = String(user.utf8.first!) + String(1_000_000 + number)
        let padding = String(repeating: "0", count: 12 - digits.count)
        let id = DeviceID("00000000-0000-4000-8000-\(padding)\(digits)")!
        connections += 1
        return Device(
            connection: Connection(endpoint: Endpoint(user: UserID(user)!, device: id), number: connections),
            link: RecordingLink(), fixture: self)
    }
}

/// One device of the fixture.
struct Device {
    let connection: Connection
    let link: RecordingLink
    let fixture: CallFixture

    var endpoint: Endpoint { connection.endpoint }

    /// That it opens its socket.
    var opened: ServiceInput {
        let name = endpoint.user.description
        return .opened(
            OpenedDevice(
                connection: connection,
                person: Person(id: endpoint.user, username: name, name: name.capitalized),
                session: Samples.session(of: name), link: link))
    }

    func disconnect() { fixture.process(.closed(connection)) }

    /// Sends a message in this person's name.
    func send(_ type: String, to: String, from: String? = nil, _ payload: [String: Any]) throws {
        fixture.process(try says(type, to: to, from: from, payload))
    }

    /// Sends a text as it is.
    func send(text: String) { fixture.process(says(text: text)) }

    /// Says something that its event loop drops, as too much.
    func drop() { fixture.process(.dropped(from: MessageSender(connection: connection, link: link))) }

    /// That it says something.
    func says(
        _ type: String, to: String, from: String? = nil, _ payload: [String: Any]
    ) throws -> ServiceInput {
        let envelope: [String: Any] = [
            "type": type, "from_user_id": from ?? endpoint.user.description, "to_user_id": to,
            "payload": payload,
        ]
        let data = try JSONSerialization.data(withJSONObject: envelope)
        return says(text: String(decoding: data, as: UTF8.self))
    }

    private func says(text: String) -> ServiceInput {
        let sender = MessageSender(connection: connection, link: link)
        let bytes = ByteBuffer(string: text)
        do throws(SignalFault) {
            return .received(try IncomingSignal.scan(bytes), bytes, from: sender)
        } catch {
            return .faulted(error, from: sender, isFatal: false)
        }
    }

    /// What was sent to it since the last look, without presence.
    func take() throws -> [Message] {
        try link.take().map(Message.init).filter { $0.type != "session:presence" }
    }

    /// The same, as types with what matters: `call:end(hung_up)`, `session:call(in-call)`.
    func story() throws -> [String] { try take().map(\.summary) }
}

/// A message as it was on the wire.
struct Message {
    let type: String
    let from: String
    let payload: [String: Any]

    init(_ text: String) throws {
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        type = try #require(object["type"] as? String)
        from = try #require(object["from_user_id"] as? String)
        payload = try #require(object["payload"] as? [String: Any])
    }

    var summary: String {
        switch type {
        case "session:call", "session:ready":
            let call = payload["call"] as? [String: Any]
            return "\(type)(\(call?["state"] as? String ?? "none"))"
        case "call:end", "call:reject": return "\(type)(\(payload["reason"] as? String ?? "?"))"
        case "session:error": return "\(type)(\(payload["code"] as? String ?? "?"))"
        default: return type
        }
    }
}

enum Samples {
    static let call = "11111111-0000-4000-8000-000000000001"
    static let otherCall = "11111111-0000-4000-8000-000000000002"
    /// The id of somebody's session: a digest, which is in hexadecimal digits, as all of their initials are.
    static func session(of user: String) -> String { String(repeating: String(user.prefix(1)), count: 64) }

    static let sdp = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=fingerprint:sha-256 AA:BB\r\n"
}
