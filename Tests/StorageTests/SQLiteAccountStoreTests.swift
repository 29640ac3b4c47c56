import Accounts
import CallCore
import GRDB
import Storage
import TestSupport
import Testing

@Suite struct SQLiteAccountStoreTests {
    private static let now = Timestamp(milliseconds: 1_800_000_000_250)

    private let temporary: TemporaryDatabase
    private let store: SQLiteAccountStore

    init() throws {
        temporary = try TemporaryDatabase()
        store = SQLiteAccountStore(temporary.database)
    }

    private func account(_ username: String, name: String? = nil) -> Account {
        Account(
            id: UserID("id-\(username)")!, username: username, name: name ?? username, isDisabled: false,
            createdAt: Self.now)
    }

    private func session(_ digit: Character, of username: String, lifetime: Duration = .seconds(60))
        -> Session
    {
        Session(
            id: String(repeating: digit, count: 64), accountID: UserID("id-\(username)")!,
            createdAt: Self.now,
            lastSeenAt: Self.now, expiresAt: Self.now.advanced(by: lifetime))
    }

    private func invitation(_ digit: Character, kind: Invitation.Kind = .invitation) -> Invitation {
        Invitation(
            id: String(repeating: digit, count: 64), kind: kind, createdBy: nil, createdAt: Self.now,
            expiresAt: Self.now.advanced(by: .seconds(60)))
    }

    @Test func `an account is found by its id and by its name in any letter case`() async throws {
        let alice = try await store.insert(account("Alice", name: "Alice Ö."), passwordHash: "$scrypt$a")

        #expect(try await store.account(id: alice.id) == alice)
        #expect(try await store.account(username: "aLICE") == alice)
        #expect(try await store.credential(username: "ALICE")?.passwordHash == "$scrypt$a")
        #expect(try await store.account(username: "alice ") == nil)
        #expect(try await store.account(username: "%") == nil)
    }

    @Test func `people are those who are not disabled`() async throws {
        for username in ["alice", "bo"] {
            try await store.insert(account(username), passwordHash: "$scrypt$x")
        }
        _ = try await store.setDisabled(true, username: "bo")
        #expect(try await store.people().accounts.map(\.username) == ["alice"])
        #expect(try await Set(store.accounts().map(\.username)) == ["alice", "bo"])
    }

    @Test func `the revision grows with what people see of each other, and with nothing else`() async throws {
        var last = try await store.peopleRevision()
        func grew() async throws -> Bool {
            let (before, now) = (last, try await store.peopleRevision())
            last = now
            return now > before
        }
        try await store.insert(account("alice"), passwordHash: "$scrypt$x")
        #expect(try await grew())
        #expect(try await store.people().revision == last)

        #expect(
            try await store.startSession(
                session("1", of: "alice"), replacing: nil, verifiedHash: "$scrypt$x", newHash: "$scrypt$y",
                limit: 32) == [])
        try await store.renewSessions(
            ids: [session("1", of: "alice").id], lastSeenAt: Self.now,
            expiresAt: Self.now.advanced(by: .seconds(9)))
        _ = try await store.setPasswordHash("$scrypt$z", username: "alice")
        try await store.insertInvitation(invitation("2"), openLimit: 20)
        #expect(try await !grew())

        // Another process.
        let other = try AppDatabase(path: temporary.path)
        _ = try await SQLiteAccountStore(other).setDisabled(true, username: "alice")
        #expect(try await grew())
        try await other.pool.write { db in try db.execute(sql: "UPDATE account SET name = 'Alicia'") }
        #expect(try await grew())
        try await other.pool.write { db in try db.execute(sql: "DELETE FROM account") }
        #expect(try await grew())
        try other.close()
    }

    @Test func `of many who want one user name exactly one gets it`() async throws {
        let outcomes = await withTaskGroup(of: String.self) { group in
            for index in 0..<8 {
                group.addTask {
                    let account = Account(
                        id: UserID("id-\(index)")!, username: index.isMultiple(of: 2) ? "alice" : "ALICE",
                        name: "Alice", isDisabled: false, createdAt: Self.now)
                    do {
                        try await store.insert(account, passwordHash: "$scrypt$x")
                        return "welcome"
                    } catch {
                        return (error as? AccountError)?.code ?? "\(error)"
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted()
        }
        #expect(outcomes == Array(repeating: "username_taken", count: 7) + ["welcome"])
    }

    @Test func `of many who take up one invitation exactly one comes in`() async throws {
        let invitation = invitation("1")
        try await store.insertInvitation(invitation, openLimit: 20)

        let outcomes = await withTaskGroup(of: String.self) { group in
            for digit in "abcdef" {
                group.addTask {
                    do {
                        try await store.acceptInvitation(
                            id: invitation.id, account: account("\(digit)"), passwordHash: "$scrypt$x",
                            session: session(digit, of: "\(digit)"), replacing: nil)
                        return "welcome"
                    } catch {
                        return (error as? AccountError)?.code ?? "\(error)"
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted()
        }

        #expect(outcomes == Array(repeating: "invitation_used", count: 5) + ["welcome"])
        #expect(try await store.accounts().count == 1)
        #expect(try await store.invitation(id: invitation.id)?.usedAt == Self.now)
    }

    @Test func `an invitation that cannot be taken up leaves nothing behind`() async throws {
        let invitation = invitation("1")
        try await store.insertInvitation(invitation, openLimit: 20)
        // The session's digest is taken, so the last step of the transaction fails.
        try await store.insert(account("alice"), passwordHash: "$scrypt$x")
        #expect(
            try await store.startSession(
                session("a", of: "alice"), replacing: nil, verifiedHash: "$scrypt$x", newHash: nil, limit: 32)
                == [])

        await #expect(throws: DatabaseError.self) {
            try await store.acceptInvitation(
                id: invitation.id, account: account("bo"), passwordHash: "$scrypt$x",
                session: session("a", of: "bo"), replacing: nil)
        }

        #expect(try await store.account(username: "bo") == nil)
        #expect(try await store.invitation(id: invitation.id) == invitation)
    }

    @Test func `a session begins only for the password that was checked`() async throws {
        try await store.insert(account("alice"), passwordHash: "$scrypt$old")
        #expect(
            try await store.startSession(
                session("1", of: "alice"), replacing: nil, verifiedHash: "$scrypt$other",
                newHash: "$scrypt$new", limit: 32)
                == nil)
        #expect(
            try await store.startSession(
                session("1", of: "nobody"), replacing: nil, verifiedHash: "$scrypt$old", newHash: nil,
                limit: 32) == nil)
        #expect(try await store.credential(username: "alice")?.passwordHash == "$scrypt$old")
        #expect(try await store.session(id: session("1", of: "alice").id) == nil)

        #expect(
            try await store.startSession(
                session("1", of: "alice"), replacing: nil, verifiedHash: "$scrypt$old",
                newHash: "$scrypt$new", limit: 32)
                == [])
        #expect(try await store.credential(username: "alice")?.passwordHash == "$scrypt$new")
    }

    @Test func `a session and its moments survive a new start`() async throws {
        try await store.insert(account("alice"), passwordHash: "$scrypt$x")
        let session = session("1", of: "alice")
        #expect(
            try await store.startSession(
                session, replacing: nil, verifiedHash: "$scrypt$x", newHash: nil, limit: 32) == [])
        try temporary.database.close()

        let reopened = SQLiteAccountStore(try AppDatabase(path: temporary.path))

        #expect(
            try await reopened.session(id: session.id)
                == SignedIn(account: account("alice").with(.administrator), session: session))
    }

    @Test
    func `a password is replaced while the one until now, the account and the session are as they were`()
        async throws
    {
        try await store.insert(account("alice"), passwordHash: "$scrypt$x")
        for digit: Character in ["1", "2", "3"] {
            _ = try await store.startSession(
                session(digit, of: "alice"), replacing: nil, verifiedHash: "$scrypt$x", newHash: nil,
                limit: 32)
        }
        func replace(_ verified: String, by hash: String, in digit: Character) async throws -> Set<String>? {
            try await store.replacePasswordHash(
                hash, of: account("alice").id, verifiedHash: verified,
                keeping: session(digit, of: "alice").id
            ).map { Set($0) }
        }
        func hash() async throws -> String? { try await store.credential(username: "alice")?.passwordHash }

        #expect(try await replace("$scrypt$w", by: "$scrypt$y", in: "1") == nil)
        #expect(try await store.endSession(id: session("3", of: "alice").id))
        #expect(try await replace("$scrypt$x", by: "$scrypt$y", in: "3") == nil)
        #expect(try await hash() == "$scrypt$x")
        #expect(
            try await replace("$scrypt$x", by: "$scrypt$y", in: "1") == [session("2", of: "alice").id])
        #expect(try await hash() == "$scrypt$y")
        #expect(try await store.session(id: session("1", of: "alice").id) != nil)

        _ = try await store.setDisabled(true, username: "alice")
        #expect(try await replace("$scrypt$y", by: "$scrypt$z", in: "1") == nil)
        #expect(try await hash() == "$scrypt$y")
    }

    @Test func `a session that has ended is not brought back by renewing it`() async throws {
        try await store.insert(account("alice"), passwordHash: "$scrypt$x")
        let session = session("1", of: "alice")
        #expect(
            try await store.startSession(
                session, replacing: nil, verifiedHash: "$scrypt$x", newHash: nil, limit: 32) == [])
        #expect(try await store.endSession(id: session.id))

        try await store.renewSessions(
            ids: [session.id], lastSeenAt: Self.now.advanced(by: .seconds(1)),
            expiresAt: Self.now.advanced(by: .seconds(100)))

        #expect(try await store.session(id: session.id) == nil)
    }

    @Test func `there is one set-up invitation at most, and none beside an account`() async throws {
        #expect(try await !store.hasAccounts())
        #expect(try await store.replaceSetupInvitation(invitation("1", kind: .setup)))
        #expect(try await store.replaceSetupInvitation(invitation("2", kind: .setup)))
        #expect(try await store.invitation(id: invitation("1").id) == nil)
        #expect(try await store.invitation(id: invitation("2").id) == invitation("2", kind: .setup))

        try await store.insert(account("alice"), passwordHash: "$scrypt$x")
        #expect(try await store.hasAccounts())
        #expect(try await !store.replaceSetupInvitation(invitation("3", kind: .setup)))
    }
}
