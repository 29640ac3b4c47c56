import Accounts
import CallCore
import Calls
import GRDB
import Logging
import Storage
import TestSupport
import Testing

struct SQLiteCallJournalTests {
    private let temporary: TemporaryDatabase
    private let journal: SQLiteCallJournal
    private let alice = endpoint("alice", 1)
    private let bo = endpoint("bo", 2)
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    init() async throws {
        temporary = try TemporaryDatabase()
        journal = try SQLiteCallJournal(temporary.database)
        let accounts = SQLiteAccountStore(temporary.database)
        for id in ["alice", "bo"] {
            try await accounts.insert(
                Account(id: UserID(id)!, username: id, name: id, isDisabled: false, createdAt: now),
                passwordHash: "$scrypt$none")
        }
    }

    private static func endpoint(_ user: String, _ number: Int) -> Endpoint {
        Endpoint(user: UserID(user)!, device: DeviceID("00000000-0000-4000-8000-00000000000\(number)")!)
    }

    private func id(_ number: Int) -> CallID { CallID("11111111-0000-4000-8000-00000000000\(number)")! }

    private func call(_ state: Call.State, alias: CallID? = nil) -> Call {
        Call(id: id(1), caller: alice, callee: bo.user, startedAt: now, alias: alias, state: state)
    }

    private var ringing: Call.State {
        .ringing(.init(expiresAt: now.advanced(by: .seconds(45)), callerConnected: true))
    }

    private func ended(_ reason: EndReason = .hungUp) -> Call.State {
        .ended(.init(reason: reason, by: bo.user, at: now.advanced(by: .seconds(9)), answeredAt: now))
    }

    @Test("a call that is not over is loaded as it was saved, all but who is connected")
    func unended() throws {
        let inCall = Call.State.inCall(
            .init(answeredAt: now.advanced(by: .seconds(2)), calleeDevice: bo.device, signaling: .both))
        for state in [ringing, inCall] {
            let call = call(state, alias: id(9))
            try journal.commit([call], [])
            #expect(try journal.load() == [call.withoutConnections])
            #expect(try journal.ended(id(1)) == nil)
        }
    }

    @Test("an ended call is found by id and alias, in every way it can end, and not loaded")
    func endings() throws {
        for reason in EndReason.allCases {
            let call = call(ended(reason), alias: id(9))
            try journal.commit([call], [])
            #expect(try journal.load().isEmpty)
            #expect(try journal.ended(id(1)) == call)
            #expect(try journal.ended(id(9)) == call)
        }
        #expect(try journal.ended(id(8)) == nil)
    }

    @Test("a commit is saved whole or not at all")
    func atomic() throws {
        let stranger = Call(
            id: id(2), caller: alice, callee: UserID("nobody")!, startedAt: now, state: ringing)
        #expect(throws: (any Error).self) { try journal.commit([call(ringing), stranger], []) }
        #expect(try journal.load().isEmpty)
    }

    @Test("lines are kept in the order in which they were written")
    func timeline() async throws {
        let first = TimelineEntry(at: now, kind: .initiate, endpoint: alice)
        let second = TimelineEntry(at: now, kind: .end, endpoint: bo, detail: "declined")
        try journal.commit([call(ringing)], [TimelineLine(call: id(1), entry: first)])
        try journal.commit([call(ended(.declined))], [TimelineLine(call: id(1), entry: second)])
        let history = SQLiteCallHistory(temporary.database, logger: Logger(label: "test"))
        #expect(try await history.timeline(of: id(1)) == [first, second])
    }

    @Test("a call's lines go with it, also when it goes with an account")
    func linesGo() async throws {
        let line = TimelineEntry(at: now, kind: .initiate, endpoint: alice)
        try journal.commit([call(ringing)], [TimelineLine(call: id(1), entry: line)])
        try await temporary.database.pool.write { db in
            try db.execute(sql: "DELETE FROM account WHERE id = 'bo'")
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM call") == 0)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM call_timeline") == 0)
        }
    }

    @Test("calls survive the process")
    func survives() throws {
        try journal.commit([call(ringing)], [])
        let again = try AppDatabase(path: temporary.path)
        #expect(try SQLiteCallJournal(again).load().map(\.id) == [id(1)])
        try again.close()
    }
}
