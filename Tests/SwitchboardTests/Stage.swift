import Accounts
import CallCore
import Foundation
import Logging
import Signaling
import Storage
import Switchboard
import TestSupport
import Testing

/// A Switchboard over a real database, with a clock that the test moves and three people.
final class Stage {
    let database: TemporaryDatabase
    let clock = ManualClock()
    let store: SQLiteCallStore
    private(set) var switchboard: Switchboard

    init() async throws {
        database = try TemporaryDatabase()
        store = SQLiteCallStore(database.database)
        let accounts = SQLiteAccountStore(database.database)
        for (id, name, isDisabled) in [
            ("alice", "Alice", false), ("bo", "Bo", false), ("carl", "Carl", false), ("dora", "Dora", true),
        ] {
            try await accounts.insert(
                Account(id: id, username: id, name: name, isDisabled: isDisabled, createdAt: Date()),
                passwordHash: "$scrypt$none")
        }
        switchboard = Self.make(store, database, clock)
        try await switchboard.start()
    }

    /// The server dies and starts anew; nobody is connected.
    func restart() async throws {
        switchboard = Self.make(store, database, clock)
        try await switchboard.start()
    }

    /// Another server over the same database, through another store.
    func replaceStore(_ store: any CallStore) async throws {
        switchboard = Self.make(store, database, clock)
        try await switchboard.start()
    }

    private static func make(
        _ store: any CallStore, _ database: TemporaryDatabase, _ clock: ManualClock
    ) -> Switchboard {
        Switchboard(
            store: store, people: SQLitePeopleDirectory(database.database), clock: clock,
            timers: CallTimers(), version: "test", logger: Logger(label: "test"))
    }

    /// A device that connects.
    func device(_ user: String, _ number: Int = 1) async throws -> Device {
        let digits = String(user.utf8.first!) + String(1_000_000 + number)
        let padding = String(repeating: "0", count: 12 - digits.count)
        let id = DeviceID("00000000-0000-4000-8000-\(padding)\(digits)")!
        let party = Party(user: UserID(user)!, device: id)
        let link = RecordingLink()
        let connection = try await switchboard.connect(party, session: "session-\(user)", link: link)
        return Device(party: party, link: link, connection: connection, stage: self)
    }
}

/// One connected device of the stage.
struct Device {
    let party: Party
    let link: RecordingLink
    let connection: Connection
    let stage: Stage

    func disconnect() async { await stage.switchboard.disconnect(connection) }

    /// Sends a message in this person's name.
    func send(_ type: String, to: String, from: String? = nil, _ payload: [String: Any]) async throws {
        let envelope: [String: Any] = [
            "type": type, "from_user_id": from ?? party.user.description, "to_user_id": to,
            "payload": payload,
        ]
        let data = try JSONSerialization.data(withJSONObject: envelope)
        await stage.switchboard.receive(String(decoding: data, as: UTF8.self), on: connection)
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
    static let sdp = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=fingerprint:sha-256 AA:BB\r\n"
}
