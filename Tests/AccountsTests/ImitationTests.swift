import Accounts
import CallCore
import GRDB
import Storage
import Synchronization
import TestSupport
import Testing

/// Names that could be taken for somebody else's, at every way in.
@Suite struct ImitationTests {
    private let fixture: AccountFixture
    private let alice: Account

    init() async throws {
        fixture = try AccountFixture()
        alice = try await fixture.service.createAccount(
            username: "al.smith", name: "Alice", password: "alice's password")
    }

    private func add(_ username: String, _ name: String) async throws -> Account {
        try await fixture.service.createAccount(username: username, name: name, password: "long enough")
    }

    @Test(arguments: [
        ("bo", "alice", AccountError.nameImitates), ("bo", "Аlice", .nameImitates),
        ("bo", "Al1ce", .nameImitates),
        ("bo", "Alice\u{323}", .nameImitates), ("bo", "AIice", .nameImitates),
        ("bo", "al.smith", .nameImitates), ("bo", "AL.SM\u{406}TH", .nameImitates),
        ("a1.smith", "Bo", .usernameImitates), ("alice", "Bo", .usernameImitates),
        ("AIice", "Bo", .usernameImitates), ("a11ce", "Bo", .usernameImitates),
        ("bo", "Alice (al.smith)", .nameImitates), ("bo", "Bo（Al.Srnith ）", .nameImitates),
        ("bo", "Al (a1.sm\u{456}th)\u{323}", .nameImitates), ("bo", "Al ❨al.smith❩", .nameImitates),
        ("bo", "Bo (al.smith) Jones", nil), ("bo", "Bo (bo)", nil), ("bo", "Bo (Alice)", nil),
        ("al.srnith", "Bo", .usernameImitates), ("AL.SMITH", "Bo", .usernameTaken),
        ("bo", "Bo", nil), ("bo", "Alicia", nil), ("alicia", "Alice Smith", nil),
    ])
    func `a new account imitates nobody`(username: String, name: String, fault: AccountError?) async throws {
        let invitation = try await fixture.service.invite()
        let ways: [(String, String) async throws -> Void] = [
            {
                _ = try await fixture.service.acceptInvitation(
                    token: invitation.token.text, username: $0, name: $1, password: "long enough")
            },
            { _ = try await fixture.service.demandFree(username: $0, name: $1) },
            { _ = try await add($0, $1) },
        ]
        for way in fault == nil ? Array(ways.suffix(2)) : ways {
            if let fault {
                await #expect(throws: fault) { try await way(username, name) }
            } else {
                await #expect(throws: Never.self) { try await way(username, name) }
            }
        }
    }

    @Test func `the very name that others see may be had twice, and tells nobody apart then`() async throws {
        let other = try await add("al.jones", "Alice")
        let third = try await add("bo", "Bo")
        #expect(try await fixture.service.people().mistakable == [alice.id, other.id])

        // Both keep it, and the third may still have it as well.
        #expect(try await fixture.service.rename(other, to: "Alice ").name == "Alice")
        #expect(try await fixture.service.rename(third, to: "Alice").name == "Alice")
        await #expect(throws: AccountError.nameImitates) {
            try await fixture.service.rename(third, to: "ALICE")
        }
        #expect(try await fixture.service.people().mistakable == [alice.id, other.id, third.id])
    }

    @Test func `another name imitates nobody but oneself`() async throws {
        let bo = try await add("bo", "Bo")
        for imitation in ["alice", "Αlice", "Ａｌｉｃｅ", "al.smith"] {
            await #expect(throws: AccountError.nameImitates) {
                try await fixture.service.rename(bo, to: imitation)
            }
        }
        #expect(try await fixture.service.account(id: bo.id)?.name == "Bo")
        for own in ["BO", "Bö", "bo", "B0"] {
            #expect(try await fixture.service.rename(bo, to: own).name == own)
        }
        #expect(try await fixture.service.people().mistakable.isEmpty)
    }

    @Test func `disabled people are not imitated, removed ones leave their names to others`() async throws {
        try await fixture.service.setDisabled(true, username: "al.smith")
        await #expect(throws: AccountError.nameImitates) { try await add("bo", "alice") }
        #expect(try await fixture.service.people().mistakable.isEmpty)
        try await fixture.service.setDisabled(false, username: "al.smith")
        _ = try await fixture.service.deleteAccount(of: alice, password: "alice's password")
        _ = try await add("al.smith", "alice")
    }

    @Test func `accounts that looked alike before there was this rule stay as they are`() async throws {
        let bo = try await add("bo", "Bo")
        try await fixture.temporary.database.pool.write { db in
            try db.execute(sql: "UPDATE account SET name = 'alice' WHERE username = 'bo'")
        }
        #expect(try await fixture.service.people().mistakable == [alice.id, bo.id])
        _ = try await fixture.service.signIn(username: "bo", password: "long enough")
        #expect(try await fixture.service.rename(bo, to: "alice").name == "alice")
        #expect(try await fixture.service.rename(alice, to: "Alice S.").name == "Alice S.")
        #expect(try await fixture.service.people().mistakable.isEmpty)
    }

    @Test func `marks are spelling where both names have some, and overlooked otherwise`() async throws {
        let (hung, minh) = (try await add("h.nguyen", "Văn Hùng"), try await add("m.nguyen", "Minh"))
        #expect(try await fixture.service.rename(minh, to: "Văn Hưng").name == "Văn Hưng")
        #expect(try await fixture.service.people().mistakable.isEmpty)
        await #expect(throws: AccountError.nameImitates) {
            try await fixture.service.rename(minh, to: "Van Hung")
        }
        try await fixture.temporary.database.pool.write { db in
            try db.execute(sql: "UPDATE account SET name = 'Van Hung' WHERE username = 'm.nguyen'")
        }
        #expect(try await fixture.service.people().mistakable == [hung.id, minh.id])
    }

    @Test func `a name of ones for letters can be mistaken`() async throws {
        let bo = try await add("bo", "Bo")
        try await fixture.temporary.database.pool.write { db in
            try db.execute(sql: "UPDATE account SET name = 'A11ce' WHERE username = 'bo'")
        }
        #expect(try await fixture.service.people().mistakable == [alice.id, bo.id])
    }

    @Test func `whoever is called as another one signs in can be mistaken for them`() async throws {
        let bo = try await add("bo", "Bo")
        try await fixture.temporary.database.pool.write { db in
            try db.execute(sql: "UPDATE account SET name = 'al.smith' WHERE username = 'bo'")
        }
        #expect(try await fixture.service.people().mistakable == [bo.id])
    }

    @Test func `names are compared before the transaction that writes, and again when others have changed`()
        async throws
    {
        let bo = try await add("bo", "Bo")
        let carl = try await add("carl", "Carl")
        let second = try AppDatabase(path: fixture.temporary.path)
        let (comparisons, interruptions) = (Tally(), Tally())
        let name = SharedName("Carla")
        // Another process gives a name at the very moment that this one begins to write.
        try await fixture.temporary.database.pool.writeWithoutTransaction { db in
            db.trace { event in
                let sql = "\(event)"
                if sql.contains("\"username\", \"name\" FROM") { comparisons.add() }
                guard sql.hasPrefix("BEGIN"), interruptions.value > 0 else { return }
                interruptions.add(-1)
                #expect(throws: Never.self) {
                    try second.pool.write { other in
                        try other.execute(
                            sql: "UPDATE account SET name = ? WHERE id = ?",
                            arguments: [name.text, carl.id.description])
                    }
                }
            }
        }
        interruptions.add()
        #expect(try await fixture.service.rename(bo, to: "Dora").name == "Dora")
        #expect(interruptions.value == 0)
        let dora = Account(
            id: UserID("dora")!, username: "d", name: "Doris", isDisabled: false, createdAt: fixture.time.now)
        try await fixture.store.insert(dora, passwordHash: "$scrypt$x")
        let invitation = try await fixture.service.invite()
        _ = try await fixture.service.acceptInvitation(
            token: invitation.token.text, username: "e", name: "Emil", password: "long enough")
        #expect(comparisons.value == 0)

        name.text = "Fritz"
        interruptions.add()
        await #expect(throws: AccountError.nameImitates) {
            try await fixture.service.rename(bo, to: "fritz")
        }
        #expect(comparisons.value == 0)

        // It has an end: others wait then.
        interruptions.add(3)
        #expect(try await fixture.service.rename(bo, to: "Gerd").name == "Gerd")
        #expect(interruptions.value == 0)
        #expect(comparisons.value == 1)
        try await fixture.temporary.database.pool.writeWithoutTransaction { db in db.trace() }
        try second.close()
    }

    @Test func `of many who want names that look alike at once, in two processes, exactly one gets one`()
        async throws
    {
        let second = try AppDatabase(path: fixture.temporary.path)
        let stores = [fixture.store, SQLiteAccountStore(second)]
        // Each looks like each: of two with other marks both would be welcome.
        let names = ["Bernd", "bernd", "BERND", "Bеrnd", "Ｂernd", "Bernd\u{323}", "Bernｄ", "Вernd"]
        let outcomes = await withTaskGroup(of: String.self) { group in
            for (index, name) in names.enumerated() {
                group.addTask {
                    let account = Account(
                        id: UserID("id-\(index)")!, username: "person-\(index)", name: name,
                        isDisabled: false,
                        createdAt: fixture.time.now)
                    do {
                        try await stores[index % 2].insert(account, passwordHash: "$scrypt$x")
                        return "welcome"
                    } catch {
                        return (error as? AccountError)?.code ?? "\(error)"
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted()
        }
        #expect(outcomes == Array(repeating: "name_imitates", count: 7) + ["welcome"])
        try second.close()
    }

    @Test func `of two who take names that look alike at once exactly one gets it`() async throws {
        let people = [try await add("bo", "Bo"), try await add("carl", "Carl")]
        let outcomes = await withTaskGroup(of: String.self) { group in
            for (person, name) in zip(people, ["Dora", "Dоra"]) {
                group.addTask {
                    do {
                        return try await fixture.service.rename(person, to: name).name == name
                            ? "renamed" : "not"
                    } catch {
                        return (error as? AccountError)?.code ?? "\(error)"
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted()
        }
        #expect(outcomes == ["name_imitates", "renamed"])
    }
}

private final class Tally: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock(\.self) }
    func add(_ number: Int = 1) { count.withLock { $0 += number } }
}

private final class SharedName: Sendable {
    private let mutex: Mutex<String>
    init(_ text: String) { mutex = Mutex(text) }
    var text: String {
        get { mutex.withLock(\.self) }
        set { mutex.withLock { $0 = newValue } }
    }
}
