import Accounts
import CallCore
import Calls
import Foundation
import GRDB
import Storage
import Testing

@testable import duet_bench

@Suite struct SeedTests {
    @Test("Everybody is signed in, in the database as it is today, the past is there, and names can change")
    func seed() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).sqlite").path
        defer {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        }
        try AppDatabase(path: path).close()
        let people = try Seed(people: 3, callsOfFirstPerson: 4).write(to: path)

        let database = try AppDatabase(path: path)
        let accounts = AccountService(
            store: SQLiteAccountStore(database), hasher: PasswordHasher(), now: { SystemClock().now })
        #expect(try await accounts.people().accounts.map(\.id.description) == people.map(\.id))
        for person in people {
            let token = person.cookie.dropFirst("duet_session=".count)
            let signedIn = try await accounts.session(token: String(token))
            #expect(signedIn?.account.id.description == person.id)
        }
        let revision = try await accounts.peopleRevision()
        try Seed.rename(people[1], to: "Another", in: path)
        #expect(try await accounts.people().accounts.map(\.name).contains("Another"))
        #expect(try await accounts.peopleRevision() == revision + 1)
        let calls = try await database.pool.read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM call WHERE ? IN (caller_id, callee_id)",
                arguments: [people[0].id])
        }
        #expect(calls == 4)
        try database.close()
    }
}
