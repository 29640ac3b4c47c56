import Accounts
import CallCore
import Foundation
import GRDB
import InMemoryLogging
import Logging
import Signaling
import TestSupport
import Testing

@testable import Storage

/// What people find when they look back.
struct SQLiteCallHistoryTests {
    private let temporary: TemporaryDatabase
    private let history: SQLiteCallHistory
    private let log = InMemoryLogHandler()
    private let alice = UserID("alice")!
    private let bo = UserID("bo")!
    private let carl = UserID("carl")!
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    init() async throws {
        temporary = try TemporaryDatabase()
        history = SQLiteCallHistory(temporary.database, logger: Logger(label: "test") { [log] _ in log })
        let accounts = SQLiteAccountStore(temporary.database)
        for id in [alice, bo, carl] {
            try await accounts.insert(
                Account(
                    id: id, username: id.description, name: id.description.uppercased(), isDisabled: false,
                    createdAt: now),
                passwordHash: "$scrypt$none")
        }
    }

    private func person(_ id: UserID) -> HistoryEntry.Peer {
        .person(Person(id: id, username: id.description, name: id.description.uppercased()))
    }

    private func id(_ number: Int) -> CallID {
        CallID("11111111-0000-4000-8000-00000000000\(number)")!
    }

    /// A call that was placed and cancelled a second later.
    private func place(
        _ number: Int, _ caller: UserID, to callee: UserID, at moment: Timestamp, reason: String = "cancelled"
    ) async throws {
        try await temporary.database.pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO call
                        (id, caller_id, caller_device, callee_id, started_at, state, ended_at, end_reason)
                    VALUES (?, ?, '00000000-0000-4000-8000-000000000001', ?, ?, 'ended', ?, ?)
                    """,
                arguments: [
                    id(number).description, caller.description, callee.description, moment.milliseconds,
                    moment.advanced(by: .seconds(1)).milliseconds, reason,
                ])
        }
    }

    @Test(
        "calls that ended long ago are forgotten, some at a time, with their timelines; later and unended ones stay"
    )
    func forgetting() async throws {
        // Each ends a second after it began.
        for number in 1...5 {
            try await place(number, alice, to: bo, at: now.advanced(by: .seconds(Double(number))))
        }
        try await temporary.database.pool.write { db in
            try db.execute(
                sql: """
                    UPDATE call SET state = 'ringing', expires_at = 0, ended_at = NULL, end_reason = NULL
                    WHERE id = ?;
                    INSERT INTO call_timeline (call_id, at, kind) SELECT id, 0, 'call:initiate' FROM call;
                    """,
                arguments: [id(1).description])
        }
        let moment = now.advanced(by: .seconds(5))
        #expect(try await history.removeCalls(endedBefore: moment, limit: 1) == 1)
        #expect(try await history.removeCalls(endedBefore: moment, limit: 10) == 1)
        #expect(try await history.removeCalls(endedBefore: moment, limit: 10) == 0)
        #expect(
            try await history.calls(of: alice, before: nil, limit: 10).map(\.call) == [id(5), id(4)])
        for (number, lines) in [(1, 1), (2, 0), (3, 0), (4, 1), (5, 1)] {
            #expect(try await history.timeline(of: id(number)).count == lines, "\(number)")
        }
    }

    @Test("pages that go on from the last one's beginning show every call once, also of the same millisecond")
    func paging() async throws {
        let later = now.advanced(by: .milliseconds(1))
        try await place(1, alice, to: bo, at: later)
        for number in [4, 2, 3] {
            try await place(number, number == 3 ? bo : alice, to: number == 3 ? carl : bo, at: now)
        }
        try await place(5, bo, to: alice, at: now.advanced(by: .milliseconds(-1)))
        for limit in 1...6 {
            var found: [CallID] = []
            var before: Timestamp?
            while true {
                let page = try await history.calls(of: bo, before: before, limit: limit)
                guard let last = page.last else { break }
                found += page.map(\.call)
                before = last.startedAt
            }
            #expect(found == [1, 2, 3, 4, 5].map(id), "limit \(limit)")
        }
        #expect(try await history.calls(of: bo, before: later, limit: 2).map(\.call) == [2, 3, 4].map(id))
    }

    @Test("each call comes with its direction and the other of its two people, and with nobody else's")
    func people() async throws {
        try await place(1, alice, to: bo, at: now)
        try await place(2, carl, to: alice, at: now.advanced(by: .seconds(1)))
        let calls = try await history.calls(of: alice, before: nil, limit: 10)
        #expect(calls.map(\.peer) == [person(carl), person(bo)])
        #expect(calls.map(\.direction) == [.incoming, .outgoing])
        #expect(try await history.call(id(1), of: bo)?.peer == person(alice))
        #expect(try await history.call(id(1), of: carl) == nil)
        #expect(try await history.call(id(9), of: bo) == nil)
    }

    @Test("a call says when it began, was answered and ended, and why")
    func moments() async throws {
        try await place(1, alice, to: bo, at: now)
        let cancelled = try #require(try await history.call(id(1), of: bo))
        #expect(cancelled.startedAt == now)
        #expect(cancelled.answeredAt == nil)
        #expect(
            cancelled.ending
                == HistoryEntry.Ending(reason: .cancelled, at: Timestamp(milliseconds: 1_700_000_001_000)))

        try await temporary.database.pool.write { db in
            try db.execute(sql: "UPDATE call SET answered_at = 1700000000500, end_reason = 'hung_up'")
        }
        let answered = try #require(try await history.calls(of: bo, before: nil, limit: 1).first)
        #expect(answered.answeredAt == Timestamp(milliseconds: 1_700_000_000_500))
        #expect(answered.ending?.reason == .hungUp)
    }

    @Test("a call is found by the other name that a crossed call has, too")
    func alias() async throws {
        try await place(1, alice, to: bo, at: now)
        try await temporary.database.pool.write { db in
            try db.execute(sql: "UPDATE call SET alias = ?", arguments: [id(2).description])
        }
        #expect(try await history.call(id(2), of: bo)?.call == id(1))
    }

    @Test("a call that has not ended is on no page, and can be looked at")
    func running() async throws {
        try await temporary.database.pool.write { [now] db in
            try db.execute(
                sql: """
                    INSERT INTO call
                        (id, caller_id, caller_device, callee_id, started_at, state, expires_at)
                    VALUES (?, 'alice', '00000000-0000-4000-8000-000000000001', 'bo', ?, 'ringing', ?)
                    """,
                arguments: [id(1).description, now.milliseconds, now.milliseconds])
        }
        #expect(try await history.calls(of: bo, before: nil, limit: 10).isEmpty)
        let running = try #require(try await history.call(id(1), of: bo))
        #expect(running.ending == nil)
    }

    @Test("a damaged row is left out and logged; the others are there")
    func damaged() async throws {
        try await place(1, alice, to: bo, at: now)
        try await place(2, alice, to: bo, at: now.advanced(by: .seconds(1)), reason: "no word of ours")
        try await place(3, alice, to: bo, at: now.advanced(by: .seconds(2)))
        #expect(try await history.calls(of: bo, before: nil, limit: 10).map(\.call) == [id(3), id(1)])
        #expect(log.entries.map(\.level) == [.error])
        #expect(log.entries.first?.metadata["key"] == "\(id(2))")
        await #expect(throws: DamagedRecord.self) { try await history.call(id(2), of: bo) }
    }

    @Test("damaged rows make no page shorter, so none looks like the last one", arguments: 1...6)
    func damagedPages(limit: Int) async throws {
        // From the newest to the oldest; three of one millisecond among them, and more damaged ones in a row than some
        // pages have places.
        let moments = [9, 8, 7, 6, 5, 5, 5, 3, 2]
        let damaged: Set = [2, 3, 4, 6, 9]
        for (index, moment) in moments.enumerated() {
            try await place(
                index + 1, index.isMultiple(of: 2) ? alice : bo, to: index.isMultiple(of: 2) ? bo : alice,
                at: now.advanced(by: .seconds(moment)),
                reason: damaged.contains(index + 1) ? "no word of ours" : "cancelled")
        }
        var found: [CallID] = []
        var before: Timestamp?
        var isLast = false
        while !isLast {
            let page = try await history.calls(of: bo, before: before, limit: limit)
            found += page.map(\.call)
            before = page.last?.startedAt
            isLast = page.count < limit
        }
        #expect(found == [1, 5, 7, 8].map(id))
    }

    // MARK: Work

    @Test(
        "a page is read in the order of an index: nothing is sorted, and no more is read than is shown",
        arguments: [HistoryRecord.Columns.callerId, HistoryRecord.Columns.calleeId])
    func plan(side: Column) async throws {
        let index = side.name == "caller_id" ? "call_caller" : "call_callee"
        try await place(1, alice, to: bo, at: now)
        try await temporary.database.pool.read { [alice, now] db in
            func plan(_ request: QueryInterfaceRequest<HistoryRecord>) throws -> [String] {
                let statement = try request.makePreparedRequest(db).statement
                return try Row.fetchAll(
                    db, sql: "EXPLAIN QUERY PLAN " + statement.sql, arguments: statement.arguments
                ).map { $0["detail"] as String }
            }
            let last = try #require(try HistoryRecord.fetchOne(db))
            #expect(
                try plan(HistoryRecord.ended(side, of: alice, before: now).limit(30))
                    == ["SEARCH call USING INDEX \(index) (\(side.name)=? AND started_at<?)"])
            #expect(
                try plan(HistoryRecord.ended(side, of: alice, beside: last)) == [
                    "SEARCH call USING INDEX \(index) (\(side.name)=? AND started_at=? AND id>?)"
                ])
        }
    }

    /// Prints what docs say. Not for every day: it writes 300,000 rows.
    @Test(
        "a page takes as long for 150,000 calls as for 150",
        .enabled(if: ProcessInfo.processInfo.environment["DUET_MEASURE"] != nil))
    func measure() async throws {
        try await fill(count: 150, from: carl, to: bo)
        try await fill(count: 150_000, from: alice, to: bo)
        try await fill(count: 150_000, from: bo, to: alice)
        for (user, calls) in [(carl, "150"), (alice, "300,000")] {
            var fastest = Duration.seconds(60)
            for _ in 0..<20 {
                let before = ContinuousClock.now
                #expect(try await history.calls(of: user, before: nil, limit: 30).count == 30)
                fastest = min(fastest, before.duration(to: .now))
            }
            print("A page of 30 of \(calls) calls: \(fastest)")
        }
    }

    private func fill(count: Int, from caller: UserID, to callee: UserID) async throws {
        try await temporary.database.pool.write { [now] db in
            try db.execute(
                sql: """
                    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
                    INSERT INTO call
                        (id, caller_id, caller_device, callee_id, started_at, state, ended_at, end_reason)
                    SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-4' || substr(h, 13, 3)
                        || '-8' || substr(h, 16, 3) || '-' || substr(h, 19, 12),
                        ?, '00000000-0000-4000-8000-000000000001', ?, ? + n, 'ended', ? + n, 'hung_up'
                    FROM (SELECT n, lower(hex(randomblob(16))) AS h FROM number)
                    """,
                arguments: [
                    count, caller.description, callee.description, now.milliseconds, now.milliseconds,
                ])
        }
    }
}
