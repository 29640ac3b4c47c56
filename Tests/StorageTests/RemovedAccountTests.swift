import Accounts
import CallCore
import GRDB
import Logging
import Signaling
import TestSupport
import Testing

@testable import Storage

/// What an account leaves behind.
@Suite struct RemovedAccountTests {
    private let temporary: TemporaryDatabase
    private let store: SQLiteAccountStore
    private let history: SQLiteCallHistory
    private let alice = UserID("alice")!
    private let bo = UserID("bo")!
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    init() async throws {
        temporary = try TemporaryDatabase()
        store = SQLiteAccountStore(temporary.database)
        history = SQLiteCallHistory(temporary.database, logger: Logger(label: "test"))
        for id in [alice, bo] {
            try await store.insert(
                Account(id: id, username: "\(id)", name: "\(id)", isDisabled: false, createdAt: now),
                passwordHash: "$scrypt$none")
        }
    }

    private func placeCall(_ number: Int = 1) async throws {
        try await temporary.database.pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO call
                        (id, caller_id, caller_device, callee_id, started_at, state, ended_at, end_reason)
                    VALUES (?, 'alice', '00000000-0000-4000-8000-000000000001', 'bo', 1, 'ended', 2,
                        'no_answer')
                    """,
                arguments: ["11111111-0000-4000-8000-00000000000\(number)"])
        }
    }

    private func rows(_ table: String) async throws -> Int {
        try await temporary.database.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
        }
    }

    private func remove(_ person: UserID) async throws {
        _ = try await store.remove(person, verifiedHash: nil, by: nil, at: now)
    }

    private func clean() async throws {
        while try await store.forgetRemoved(limit: 10) > 0 {}
    }

    @Test func `others keep the calls they had, with somebody whose account is gone`() async throws {
        try await placeCall()
        try await remove(bo)
        try await clean()
        #expect(try await history.calls(of: alice, before: nil, limit: 10).map(\.peer) == [.removed(bo)])
        let left = try temporary.database.pool.read { db in
            try Row.fetchOne(db, sql: "SELECT username, name, password_hash FROM account WHERE id = 'bo'")
        }
        let row = try #require(left)
        #expect((row["username"] as String).wholeMatch(of: /removed\.[A-Za-z0-9_-]{22}/) != nil)
        #expect(row["name"] == "Deleted account" && row["password_hash"] == "$scrypt$")
    }

    @Test func `nobody finds, calls or blocks them`() async throws {
        try await placeCall()
        try await remove(bo)
        let directory = try SQLitePeopleDirectory(temporary.database)
        #expect(try directory.entry(for: bo) == nil)
        #expect(try await store.people().accounts.map(\.id) == [alice])
        #expect(try await store.accounts().map(\.id) == [alice])
        await #expect(throws: AccountError.unknownUser) { try await store.block(bo, by: alice, at: now) }
        await #expect(throws: AccountError.unknownUser) { try await store.setName("Bo", of: bo) }
        await #expect(throws: AccountError.unknownUser) {
            _ = try await store.setDisabled(false, of: bo, by: nil)
        }
    }

    @Test func `what they were just about to do when they were removed is undone`() async throws {
        try await placeCall()
        try await remove(bo)
        await #expect(throws: AccountError.unknownUser) { try await store.block(alice, by: bo, at: now) }
        await #expect(throws: AccountError.unknownUser) {
            _ = try await store.rememberBrowser(
                id: nil, orNew: String(repeating: "a", count: 64), accountID: bo, at: now, limit: 8)
        }
        #expect(try await !history.markSeen(until: now, by: bo))
        for table in ["block", "known_browser", "seen_calls"] { #expect(try await rows(table) == 0) }
    }

    @Test func `whom others can call is known, of those who are asked about`() async throws {
        try await remove(bo)
        let carl = UserID("carl")!
        try await store.insert(
            Account(id: carl, username: "carl", name: "Carl", isDisabled: true, createdAt: now),
            passwordHash: "$scrypt$none")
        #expect(try await store.callable(among: [alice, bo, carl, UserID("nobody")!]) == [alice])
        #expect(try await store.callable(among: [bo]).isEmpty)
    }

    @Test func `what was theirs alone goes with them`() async throws {
        try await store.block(alice, by: bo, at: now)
        try await store.block(bo, by: alice, at: now)
        try await store.changeSettings(of: bo) { $0.doNotDisturb = .on(until: nil) }
        _ = try await history.markSeen(until: now, by: bo)
        _ = try await store.rememberBrowser(
            id: nil, orNew: String(repeating: "a", count: 64), accountID: bo, at: now, limit: 8)
        let later = now.advanced(by: .seconds(60))
        let digest = String(repeating: "b", count: 64)
        let session = Session(id: digest, accountID: bo, createdAt: now, lastSeenAt: now, expiresAt: later)
        _ = try await store.startSession(
            session, replacing: nil, verifiedHash: "$scrypt$none", newHash: nil, limit: 8)
        try await store.insertInvitation(
            Invitation(id: digest, kind: .invitation, createdBy: bo, createdAt: now, expiresAt: later),
            openLimit: 8)
        try await store.replaceReset(
            PasswordReset(id: digest, accountID: bo, createdAt: now, expiresAt: later), by: nil)
        let tables = [
            "session", "block", "personal_settings", "seen_calls", "known_browser", "invitation",
            "password_reset",
        ]
        for table in tables { #expect(try await rows(table) > 0, "\(table)") }
        try await remove(bo)
        for table in tables { #expect(try await rows(table) == 0, "\(table)") }
    }

    @Test func `a revision says that the list of people is another one`() async throws {
        let before = try await store.peopleRevision()
        try await remove(bo)
        #expect(try await store.peopleRevision() > before)
    }

    @Test func `nothing is left of somebody with whom nobody remembers a call`() async throws {
        try await remove(bo)
        try await clean()
        #expect(try await rows("account") == 1)
    }

    @Test func `a call is forgotten when both of its people are gone`() async throws {
        try await placeCall()
        try await remove(bo)
        try await remove(alice)
        try await clean()
        #expect(try await rows("call") == 0)
        #expect(try await rows("account") == 0)
    }

    @Test func `what is left is forgotten in portions`() async throws {
        for number in 1...5 { try await placeCall(number) }
        try await remove(bo)
        #expect(try await store.forgetRemoved(limit: 2) == 0)
        try await remove(alice)
        var left: [Int] = []
        while try await store.forgetRemoved(limit: 2) > 0 { left.append(try await rows("call")) }
        #expect(left == [3, 1, 0, 0])
        #expect(try await rows("account") == 0)
    }
}
