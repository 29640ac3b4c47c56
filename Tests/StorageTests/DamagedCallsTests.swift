import Accounts
import CallCore
import Calls
import GRDB
import InMemoryLogging
import Logging
import Storage
import TestSupport
import Testing

/// Rows of calls that no program of ours can have written, in a real file.
struct DamagedCallsTests {
    private let temporary: TemporaryDatabase
    private let holder: StoreHolder
    private let log = InMemoryLogHandler()
    private let now = Timestamp(milliseconds: 1_700_000_000_000)
    private let device = "00000000-0000-4000-8000-000000000001"

    /// The row that is damaged, and the one that is sound.
    private let damaged = "11111111-0000-4000-8000-000000000001"
    private let sound = "11111111-0000-4000-8000-000000000002"

    init() async throws {
        temporary = try TemporaryDatabase()
        holder = try StoreHolder(temporary)
        let accounts = SQLiteAccountStore(temporary.database)
        for id in ["alice", "bo", "carl"] {
            try await accounts.insert(
                Account(id: UserID(id)!, username: id, name: id, isDisabled: false, createdAt: now),
                passwordHash: "$scrypt$none")
        }
    }

    private var logger: Logger { Logger(label: "test") { [log] _ in log } }

    private func place(_ columns: String, _ values: String) throws {
        for (id, callee) in [(damaged, "bo"), (sound, "carl")] {
            try holder.damage(
                """
                INSERT INTO call (id, caller_id, caller_device, callee_id, started_at, \(columns))
                VALUES ('\(id)', 'alice', '\(device)', '\(callee)', \(now.milliseconds), \(values));
                INSERT INTO call_timeline (call_id, at, kind) VALUES ('\(id)', \(now.milliseconds), 'call:initiate')
                """)
        }
    }

    private func damage(_ column: String, _ value: String, table: String = "call", key: String = "id") throws
    {
        try holder.damage("UPDATE \(table) SET \(column) = \(value) WHERE \(key) = '\(damaged)'")
    }

    private func loggedKeys() -> [String] { log.entries.compactMap { $0.metadata["key"].map { "\($0)" } } }

    // MARK: Calls that are not over

    private func expectSetAside(_ column: String, _ value: String) async throws {
        let journal = try SQLiteCallJournal(temporary.database, logger: logger)
        #expect(try journal.load().map(\.id.description) == [sound])
        #expect(loggedKeys() == [column == "id" ? value.trimmingCharacters(["'"]) : damaged])

        log.clear()
        #expect(try journal.load().map(\.id.description) == [sound])
        #expect(log.entries.isEmpty)
        let kept = try await temporary.database.pool.read { db in
            try String.fetchAll(db, sql: "SELECT content FROM set_aside WHERE table_name = 'call'")
        }
        #expect(kept.count == 1)
        #expect(kept.first?.contains("\(column) = \(value)") == true, "\(kept)")
    }

    @Test(
        "a ringing call that makes no sense is set aside once, with all that stood in it; the others are loaded",
        arguments: Damage.each([
            "id": ["NULL", "'no uuid'"],
            "alias": ["'no uuid'"],
            "caller_id": ["NULL", "'server'", "'a b'", "'bo'"],
            "caller_device": ["NULL", "'no uuid'"],
            "callee_id": ["NULL", "'a b'"],
            "started_at": ["NULL"] + Damage.extremes,
            "state": ["'asleep'"],
            "expires_at": ["NULL"] + Damage.extremes,
        ]))
    func ringing(column: String, value: String) async throws {
        try place("state, expires_at", "'ringing', \(now.milliseconds + 45_000)")
        try damage(column, value)
        try await expectSetAside(column, value)
    }

    @Test(
        "so is a call in progress",
        arguments: Damage.each([
            "answered_at": ["NULL"] + Damage.extremes, "callee_device": ["NULL", "'no uuid'"],
        ]))
    func inCall(column: String, value: String) async throws {
        try place("state, answered_at, callee_device", "'in-call', \(now.milliseconds), '\(device)'")
        try damage(column, value)
        try await expectSetAside(column, value)
    }

    @Test("the lines of a call that is set aside are kept with it")
    func lines() async throws {
        try place("state, expires_at", "'ringing', 'soon'")
        _ = try SQLiteCallJournal(temporary.database, logger: logger).load()
        let kept = try await temporary.database.pool.read { db in
            try String.fetchAll(db, sql: "SELECT content FROM set_aside WHERE table_name = 'call_timeline'")
        }
        #expect(kept.count == 2)
        #expect(kept.allSatisfy { $0.contains("kind = 'call:initiate'") })
    }

    @Test("a damaged call that cannot be set aside now keeps no server from starting")
    func held() throws {
        try place("state, expires_at", "'ringing', \(now.milliseconds)")
        try damage("caller_device", "'no uuid'")
        let journal = try SQLiteCallJournal(temporary.database, logger: logger)
        try holder.hold("IMMEDIATE")
        #expect(try journal.load().map(\.id.description) == [sound])
        try holder.release()
        #expect(try journal.load().map(\.id.description) == [sound])
        log.clear()
        _ = try journal.load()
        #expect(log.entries.isEmpty)
    }

    // MARK: Calls that are over

    private static let endedDamage = Damage.each([
        "alias": ["'no uuid'"],
        "callee_id": ["NULL"],
        "started_at": ["NULL"] + Damage.extremes,
        "answered_at": Damage.extremes,
        "ended_at": ["NULL"] + Damage.extremes,
        "end_reason": ["'no word of ours'", "NULL"],
    ])

    @Test(
        "an ended call that makes no sense is in nobody's history; the others are, and every page comes to an end",
        arguments: endedDamage + [("id", "'no uuid'"), ("started_at", "1e300"), ("started_at", "-1e300")])
    func history(column: String, value: String) async throws {
        try place("state, ended_at, end_reason", "'ended', \(now.milliseconds), 'cancelled'")
        try damage(column, value)
        let history = SQLiteCallHistory(temporary.database, logger: logger)
        let alice = UserID("alice")!
        for limit in 1...3 {
            // An alias is told to nobody.
            let expected = column == "alias" ? [damaged, sound] : [sound]
            let found = try await history.calls(of: alice, before: nil, limit: limit)
            #expect(found.map(\.call.description) == Array(expected.prefix(max(limit, expected.count))))
        }
    }

    @Test("an ended call that makes no sense is told from one that never was", arguments: endedDamage)
    func ended(column: String, value: String) throws {
        try place("state, ended_at, end_reason", "'ended', \(now.milliseconds), 'cancelled'")
        try damage(column, value)
        let journal = try SQLiteCallJournal(temporary.database, logger: logger)
        #expect(throws: (any Error).self) { try journal.ended(CallID(damaged)!) }
        #expect(loggedKeys() == [damaged])
        #expect(try journal.ended(CallID(sound)!)?.isEnded == true)
        #expect(try journal.load().isEmpty)
    }

    @Test(
        "a line of a timeline that makes no sense is left out",
        arguments: Damage.each([
            "at": ["NULL"] + Damage.extremes, "kind": ["NULL"], "account_id": ["'a b'", "'alice'"],
            "device_id": ["'no uuid'", "'00000000-0000-4000-8000-000000000001'"],
        ]))
    func timeline(column: String, value: String) async throws {
        try place("state, ended_at, end_reason", "'ended', \(now.milliseconds), 'cancelled'")
        try damage(column, value, table: "call_timeline", key: "call_id")
        try holder.damage(
            """
            INSERT INTO call_timeline (call_id, at, kind) VALUES ('\(damaged)', \(now.milliseconds), 'call:end')
            """)
        let history = SQLiteCallHistory(temporary.database, logger: logger)
        #expect(try await history.timeline(of: CallID(damaged)!).map(\.kind) == ["call:end"])
        #expect(loggedKeys() == ["1"])
    }

    // MARK: Calls that cannot be kept

    @Test("an ending of somebody whose account is gone keeps no other call from being saved")
    func nobodysEnding() throws {
        let journal = try SQLiteCallJournal(temporary.database, logger: logger)
        func call(_ id: String, with callee: String) -> Call {
            Call(
                id: CallID(id)!, caller: Endpoint(user: UserID("alice")!, device: DeviceID(device)!),
                callee: UserID(callee)!, startedAt: now,
                state: .ended(Call.Ended(reason: .hungUp, by: nil, at: now, answeredAt: nil)))
        }
        try journal.commit([call(damaged, with: "nobody"), call(sound, with: "bo")], [])
        #expect(try journal.ended(CallID(damaged)!) == nil)
        #expect(try journal.ended(CallID(sound)!) == call(sound, with: "bo"))
        #expect(log.entries.map { $0.metadata["call_id"].map { "\($0)" } } == [damaged])
    }
}

extension String {
    fileprivate func trimmingCharacters(_ characters: Set<Character>) -> String {
        String(drop { characters.contains($0) }.reversed().drop { characters.contains($0) }.reversed())
    }
}
