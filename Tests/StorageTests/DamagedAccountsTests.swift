import Accounts
import CallCore
import Calls
import GRDB
import InMemoryLogging
import Logging
import Signaling
import Storage
import TestSupport
import Testing

/// Rows of people, sessions and invitations that no program of ours can have written, in a real file.
struct DamagedAccountsTests {
    private let temporary: TemporaryDatabase
    private let holder: StoreHolder
    private let store: SQLiteAccountStore
    private let log = InMemoryLogHandler()
    private let now = Timestamp(milliseconds: 1_700_000_000_000)
    private let alice = UserID("alice")!
    private let bo = UserID("bo")!

    init() async throws {
        temporary = try TemporaryDatabase()
        holder = try StoreHolder(temporary)
        store = SQLiteAccountStore(temporary.database, logger: Logger(label: "test") { [log] _ in log })
        for id in [alice, bo] {
            try await store.insert(
                Account(id: id, username: "\(id)", name: "\(id)", isDisabled: false, createdAt: now),
                passwordHash: "$scrypt$none")
        }
    }

    private func session(_ digit: Character, of account: UserID) -> Session {
        Session(
            id: String(repeating: digit, count: 64), accountID: account, createdAt: now, lastSeenAt: now,
            expiresAt: now.advanced(by: .seconds(60)))
    }

    private func loggedKeys() -> Set<String> {
        Set(log.entries.compactMap { $0.metadata["key"].map { "\($0)" } })
    }

    @Test(
        "a damaged account is as if it were not there; the others are",
        arguments: Damage.each([
            "id": ["NULL", "'server'", "'a b'"],
            "username": ["NULL"],
            "name": ["NULL"],
            "password_hash": ["NULL"],
            "is_disabled": ["'yes'"],
            "created_at": ["NULL"] + Damage.extremes,
        ]))
    func account(column: String, value: String) async throws {
        try holder.damage("UPDATE account SET \(column) = \(value) WHERE id = 'alice'")
        #expect(try await store.accounts().map(\.id) == [bo])
        let key = column == "id" ? value.filter { $0 != "'" } : "alice"
        #expect(loggedKeys() == [key])
        #expect(try await store.people().accounts.map(\.id) == [bo])
        #expect(try await store.account(username: "alice") == nil)
        #expect(try await store.credential(username: "alice") == nil)
        #expect(try await store.account(id: alice) == nil)
        #expect(try await store.credential(username: "bo")?.account.id == bo)
        await #expect(throws: AccountError.unknownUser) {
            try await store.setPasswordHash("$scrypt$new", username: "alice")
        }
    }

    @Test("somebody whose account is damaged cannot be called", arguments: ["id", "name", "is_disabled"])
    func directory(column: String) throws {
        let people = try SQLitePeopleDirectory(
            temporary.database, logger: Logger(label: "test") { [log] _ in log })
        try holder.damage("UPDATE account SET \(column) = NULL WHERE id = 'alice'")
        #expect(try people.entry(for: alice) == nil)
        #expect(try people.entry(for: bo)?.person.username == "bo")
    }

    @Test(
        "a damaged session is over; the others go on, also in the checks that go over all of them",
        arguments: Damage.each([
            "id": ["NULL"],
            "account_id": ["NULL", "'nobody'"],
            "created_at": ["NULL"] + Damage.extremes,
            "last_seen_at": ["NULL"] + Damage.extremes,
            "expires_at": ["NULL"] + Damage.extremes,
        ]))
    func session(column: String, value: String) async throws {
        let (hers, his) = (session("1", of: alice), session("2", of: bo))
        for session in [hers, his] {
            let started = try await store.startSession(
                session, replacing: nil, verifiedHash: "$scrypt$none", newHash: nil, limit: 32)
            #expect(started == [])
        }
        try holder.damage("UPDATE session SET \(column) = \(value) WHERE account_id = 'alice'")
        #expect(try await Array(store.sessions(ids: [hers.id, his.id]).keys) == [his.id])
        let valid = try await store.validSessions(among: [hers.id, his.id], at: now)
        #expect(valid.contains(his.id))
        if ["id", "expires_at"].contains(column) { #expect(valid == [his.id]) }
        _ = try await store.removeExpired(at: now, invitationsBefore: now, browsersBefore: now)
        _ = try await store.endSessions(accountID: alice)
        #expect(try await Array(store.sessions(ids: [his.id]).keys) == [his.id])
    }

    @Test(
        "a damaged invitation invites nobody; the others do",
        arguments: Damage.each([
            "id": ["NULL"],
            "kind": ["NULL", "'gift'"],
            "created_at": ["NULL"] + Damage.extremes,
            "expires_at": ["NULL"] + Damage.extremes,
            "used_at": Damage.extremes,
        ]))
    func invitation(column: String, value: String) async throws {
        let ids = ["1", "2"].map { String(repeating: $0, count: 64) }
        for id in ids {
            try await store.insertInvitation(
                Invitation(
                    id: id, kind: .invitation, createdBy: nil, createdAt: now,
                    expiresAt: now.advanced(by: .seconds(60))), openLimit: 20)
        }
        try holder.damage("UPDATE invitation SET \(column) = \(value) WHERE id = '\(ids[0])'")
        #expect(try await store.invitation(id: ids[0]) == nil)
        #expect(try await store.invitation(id: ids[1])?.id == ids[1])
        let carl = Account(
            id: UserID("carl")!, username: "carl", name: "Carl", isDisabled: false, createdAt: now)
        await #expect(throws: AccountError.invitationInvalid) {
            try await store.acceptInvitation(
                id: ids[0], account: carl, passwordHash: "$scrypt$none",
                session: session("3", of: carl.id), replacing: nil)
        }
        try await store.acceptInvitation(
            id: ids[1], account: carl, passwordHash: "$scrypt$none", session: session("3", of: carl.id),
            replacing: nil)
    }

    @Test(
        "a damaged count of changes begins anew with the next start, and accounts can be changed",
        arguments: ["NULL", "'many'", "9223372036854775807", "-9223372036854775808"])
    func revision(value: String) async throws {
        try holder.damage("UPDATE account_revision SET revision = \(value)")
        let again = try AppDatabase(path: temporary.path)
        let store = SQLiteAccountStore(again)
        let before = try await store.peopleRevision()
        _ = try await store.setDisabled(true, username: "bo")
        #expect(try await store.peopleRevision() == before + 1)
        try again.close()
    }
}
