import CallCore
import Calls
import Foundation
import Logging
import NIOCore
import Signaling
import Storage

/// A process that is killed while it saves a call: Alice calls Bo, and SIGKILL comes just before or just after the
/// commit. What its devices hear it writes to its output, a line each, unbuffered.
///
/// `kill-at-commit DATABASE before|after`
@main
struct KillAtCommit {
    static func main() throws {
        let database = try AppDatabase(path: CommandLine.arguments[1])
        let journal = DeadlyJournal(
            try SQLiteCallJournal(database), killsAfterCommit: CommandLine.arguments[2] == "after")
        let service = CallService(
            journal: journal, people: try SQLitePeopleDirectory(database), timers: CallTimers(),
            version: "test",
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let now = Timestamp(milliseconds: 1_700_000_000_000)
        try service.start(at: now)
        let (alice, bo) = (OutputDevice("alice", 1), OutputDevice("bo", 2))
        service.process([alice.opened, bo.opened], at: now)
        let text = ByteBuffer(
            string: #"""
                {"type":"call:initiate","from_user_id":"alice","to_user_id":"bo",
                "payload":{"call_id":"11111111-0000-4000-8000-000000000001"}}
                """#)
        service.process([.received(try IncomingSignal.scan(text), text, from: alice.sender)], at: now)
        say("alive")
    }

    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data("\(line)\n".utf8))
    }
}

private struct DeadlyJournal: CallJournal {
    private let journal: any CallJournal
    private let killsAfterCommit: Bool

    init(_ journal: any CallJournal, killsAfterCommit: Bool) {
        self.journal = journal
        self.killsAfterCommit = killsAfterCommit
    }

    func load() throws -> [Call] { try journal.load() }

    func probe() throws { try journal.probe() }

    func ended(_ name: CallID) throws -> Call? { try journal.ended(name) }

    func commit(_ calls: [Call], _ lines: [TimelineLine]) throws {
        if killsAfterCommit { try journal.commit(calls, lines) }
        kill(getpid(), SIGKILL)
    }
}

private struct OutputDevice: DeviceLink {
    let connection: Connection

    init(_ user: String, _ number: Int) {
        connection = Connection(
            endpoint: Endpoint(
                user: UserID(user)!, device: DeviceID("00000000-0000-4000-8000-00000000000\(number)")!),
            number: number)
    }

    var sender: MessageSender { MessageSender(connection: connection, link: self) }

    var opened: ServiceInput {
        let user = connection.endpoint.user
        return .opened(
            OpenedDevice(
                connection: connection,
                person: Person(id: user, username: user.description, name: user.description),
                session: String(repeating: String(user.description.prefix(1)), count: 64), link: self))
    }

    func send(_ message: ByteBuffer) {
        KillAtCommit.say("\(connection.endpoint.user) \(String(buffer: message))")
    }

    func handled() {}
    func close(_ closing: LinkClosing) {}
    func closeAfterViolation() {}
}
