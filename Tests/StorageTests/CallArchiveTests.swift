import Accounts
import CallCore
import Calls
import Foundation
import GRDB
import Logging
import Signaling
import Storage
import TestSupport
import Testing

/// What an operator reads of calls, beside a server that writes.
struct CallArchiveTests {
    private let temporary: TemporaryDatabase
    private let journal: SQLiteCallJournal
    private let archive: CallArchive
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    init() async throws {
        temporary = try TemporaryDatabase()
        journal = try SQLiteCallJournal(temporary.database)
        let accounts = SQLiteAccountStore(temporary.database)
        for id in ["alice", "bo", "carl"] {
            try await accounts.insert(
                Account(id: UserID("id-\(id)")!, username: id, name: id, isDisabled: false, createdAt: now),
                passwordHash: "$scrypt$none")
        }
        archive = try CallArchive(path: temporary.path, logger: Logger(label: "test"))
    }

    private func endpoint(_ user: String) -> Endpoint {
        Endpoint(user: UserID("id-\(user)")!, device: DeviceID("00000000-0000-4000-8000-000000000001")!)
    }

    private func id(_ number: Int) -> CallID {
        CallID("1000000\(number)-0000-4000-8000-000000000000")!
    }

    /// A call that began so many seconds after the first moment.
    private func call(_ number: Int, _ caller: String = "alice", _ callee: String = "bo", at seconds: Int = 0)
        -> Call
    {
        let began = now.advanced(by: .seconds(seconds))
        return Call(
            id: id(number), caller: endpoint(caller), callee: endpoint(callee).user, startedAt: began,
            state: .ended(
                .init(reason: .noAnswer, by: nil, at: began.advanced(by: .seconds(45)), answeredAt: nil)))
    }

    private func line(_ number: Int, at seconds: Int, _ kind: TimelineEntry.Kind = .offer) -> TimelineLine {
        TimelineLine(
            call: id(number),
            entry: TimelineEntry(
                at: now.advanced(by: .seconds(seconds)), kind: kind, endpoint: endpoint("alice")))
    }

    @Test("calls come newest first, as many as asked for, of one person and since a moment")
    func list() throws {
        #expect(try archive.calls(limit: 9).isEmpty)
        try journal.commit([call(1), call(2, "carl", "alice", at: 60), call(3, "bo", "carl", at: 120)], [])
        func ids(of user: String? = nil, since: Int? = nil, limit: Int = 9) throws -> [CallID] {
            try archive.calls(
                of: user.map { endpoint($0).user }, since: since.map { now.advanced(by: .seconds($0)) },
                limit: limit
            ).map(\.call.id)
        }
        #expect(try ids() == [id(3), id(2), id(1)])
        #expect(try ids(limit: 2) == [id(3), id(2)])
        #expect(try ids(of: "alice") == [id(2), id(1)])
        #expect(try ids(of: "carl", limit: 1) == [id(3)])
        #expect(try ids(since: 60) == [id(3), id(2)] && ids(of: "alice", since: 61).isEmpty)
        let entry = try #require(try archive.calls(limit: 1).first)
        #expect(entry.caller.username == "bo" && entry.callee.username == "carl")
    }

    @Test("calls that began together come in one order, and neither side of a person's is favoured")
    func together() throws {
        try journal.commit(
            [
                call(3), call(1, "bo", "alice"), call(2), call(4, "carl", "bo"),
                call(5, "bo", "alice", at: -1),
            ], [])
        #expect(
            try archive.calls(of: endpoint("alice").user, limit: 9).map(\.call.id)
                == [id(1), id(2), id(3), id(5)])
        #expect(try archive.calls(of: endpoint("alice").user, limit: 2).map(\.call.id) == [id(1), id(2)])
    }

    @Test("a call whose two ids begin alike is one call")
    func bothIDs() throws {
        let ended = call(1)
        let aliased = Call(
            id: ended.id, caller: ended.caller, callee: ended.callee, startedAt: ended.startedAt,
            alias: CallID("10000001-9999-4000-8000-000000000000"), state: ended.state)
        try journal.commit([aliased], [])
        #expect(try archive.find("10000001") == .one(try #require(try archive.call(id(1)))))
    }

    @Test("whoever opens the database for the first time is waited for")
    func opening() throws {
        let descriptor = open(temporary.folder.path, O_RDONLY)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX) == 0)
        let error = #expect(throws: DatabaseOpenError.self) {
            try CallArchive(path: temporary.path, logger: Logger(label: "test"), busyTimeout: 0.05)
        }
        #expect(error?.code == .locked)
    }

    @Test("what this user may not read is refused with what to do")
    func unreadable() {
        let error = #expect(throws: DatabaseOpenError.self) {
            try CallArchive(
                path: temporary.folder.appending(path: "none/duet.sqlite").path, logger: Logger(label: "test")
            )
        }
        #expect(error?.code == .notReadable && error?.message.contains("sudo -u") == true)
    }

    @Test("a person is found by their name in any letter case")
    func person() throws {
        #expect(try archive.person(username: "ALICE")?.id == endpoint("alice").user)
        #expect(try archive.person(username: "dora") == nil)
    }

    @Test("of somebody whose account is gone the calls stay, without any name")
    func removed() async throws {
        try journal.commit([call(1, "carl", "bo")], [])
        let accounts = SQLiteAccountStore(temporary.database)
        _ = try await accounts.remove(endpoint("carl").user, verifiedHash: nil, by: nil, at: now)
        let entry = try #require(try archive.call(id(1)))
        #expect([entry.caller.username, entry.caller.name] == ["deleted", "Deleted account"])
        #expect(entry.caller.id == endpoint("carl").user && entry.callee.username == "bo")
        #expect(try archive.person(username: "carl") == nil)
    }

    @Test("the beginning of an id finds its call, and no pattern does")
    func find() throws {
        let aliased = Call(
            id: id(3), caller: endpoint("alice"), callee: endpoint("bo").user, startedAt: now,
            alias: CallID("abc00000-0000-4000-8000-000000000000")!, state: call(3).state)
        try journal.commit([call(1), call(2, at: 5), aliased], [])
        func one(_ number: Int) -> CallArchive.Match? {
            (try? archive.call(id(number))).flatMap { $0 }.map { .one($0) }
        }
        #expect(try archive.find("10000001") == one(1))
        #expect(try archive.find("10000001-0000-4000-8000-000000000000") == one(1))
        #expect(try archive.find("ABC") == one(3))
        #expect(try archive.find("1") == .several([id(2), id(1), id(3)]))
        for wrong in ["", "2", "%", "_", "1000000_", "10000001'"] {
            #expect(try archive.find(wrong) == .none)
        }
    }

    @Test("every line that is written meanwhile comes once, in its order, however many there are")
    func follow() throws {
        try journal.commit([call(1)], [line(1, at: 0)])
        var place = try archive.end()
        let version = try archive.version()
        #expect(try archive.lines(after: &place).isEmpty && archive.version() == version)

        try journal.commit([call(2)], [line(2, at: 1, .initiate), line(1, at: 1, .end)])
        #expect(try archive.version() != version)
        let news = try archive.lines(after: &place)
        #expect(
            news.map(\.call) == [id(2), id(1)] && news.map(\.entry.kind) == ["call:initiate", "call:end"])
        #expect(try archive.lines(after: &place).isEmpty)

        try journal.commit([], (0..<1_234).map { line(1, at: 2 + $0) })
        let many = try archive.lines(after: &place)
        #expect(
            many.map(\.entry.at.milliseconds) == (0..<1_234).map { now.milliseconds + 1_000 * Int64(2 + $0) })
        #expect(try archive.lines(after: &place).isEmpty)
        #expect(try archive.timeline(of: id(1), before: news[1].number).count == 1)
    }

    @Test(
        "when the last lines are forgotten and their numbers given out again, none is lost and none comes twice"
    )
    func forgotten() async throws {
        try journal.commit(
            [call(1), call(2)], [line(1, at: 0), line(1, at: 1), line(2, at: 2), line(2, at: 3)])
        var place = try archive.end()
        try await remove(2)
        try journal.commit([call(3)], [line(3, at: 90_000)])
        let news = try archive.lines(after: &place)
        #expect(news.map(\.call) == [id(3)] && news.map(\.number) == [3])

        for number in [1, 3] { try await remove(number) }
        #expect(try archive.lines(after: &place).isEmpty)
        try journal.commit([call(4)], [line(4, at: 180_000), line(4, at: 180_000)])
        #expect(try archive.lines(after: &place).map(\.number) == [1, 2])
        #expect(try archive.lines(after: &place).isEmpty)
    }

    private func remove(_ number: Int) async throws {
        let id = id(number).description
        let queue = try DatabaseQueue(path: temporary.path)
        try await queue.write { try $0.execute(sql: "DELETE FROM call WHERE id = ?", arguments: [id]) }
        try queue.close()
    }

    @Test("a line that makes no sense is left out, and those behind it come")
    func damaged() async throws {
        var place = try archive.end()
        try journal.commit([call(1)], [line(1, at: 0), line(1, at: 1), line(1, at: 2)])
        let queue = try DatabaseQueue(path: temporary.path)
        try await queue.write { db in
            try db.execute(
                sql:
                    "UPDATE call_timeline SET call_id = 'none' WHERE line = 1; UPDATE call_timeline SET at = \(Int64.max) WHERE line = 2"
            )
        }
        try queue.close()
        #expect(try archive.lines(after: &place).map(\.number) == [3])
        #expect(try archive.lines(after: &place).isEmpty)
    }

    @Test("that another file took the place of the database is noticed, a server that goes and comes is not")
    func replaced() throws {
        #expect(!archive.isReplaced())
        try journal.commit([call(1)], [line(1, at: 0)])
        #expect(!archive.isReplaced())
        try FileManager.default.moveItem(atPath: temporary.path, toPath: temporary.path + ".old")
        #expect(archive.isReplaced())
        try FileManager.default.copyItem(atPath: temporary.path + ".old", toPath: temporary.path)
        #expect(archive.isReplaced())
    }

    @Test("a database that no server has brought up to date is refused with what to do")
    func older() async throws {
        let path = temporary.folder.appending(path: "older.sqlite").path
        let queue = try DatabaseQueue(path: path)
        try AppDatabase.migrator.migrate(queue, upTo: "0003-journal")
        try queue.close()
        let error = #expect(throws: DatabaseOpenError.self) {
            try CallArchive(path: path, logger: Logger(label: "test"))
        }
        #expect(error?.code == .older && error?.message.contains("`duet serve` brings it up to date") == true)
    }
}
