import Foundation
import GRDB
import Testing

@testable import Storage

/// Who is an administrator on a server that had none before.
@Suite struct AdministrationMigrationTests {
    @Test(
        arguments: [
            ([("alice", false, 2), ("bo", false, 1), ("carl", false, 3)], "bo"),
            ([("alice", false, 2), ("bo", true, 1)], "alice"),
            ([("alice", true, 2), ("bo", true, 1)], "bo"),
            ([], nil),
        ] as [([(String, Bool, Int)], String?)])
    func `of those who can sign in, the oldest account becomes an administrator's`(
        accounts: [(String, Bool, Int)], administrator: String?
    ) throws {
        let queue = try DatabaseQueue()
        try AppDatabase.migrator.migrate(queue, upTo: Migration0013UserAgents.identifier)
        try queue.write { db in
            for (id, isDisabled, createdAt) in accounts {
                try db.execute(
                    sql: """
                        INSERT INTO account (id, username, name, password_hash, is_disabled, created_at)
                        VALUES (?, ?, ?, '$scrypt$none', ?, ?)
                        """,
                    arguments: [id, id, id, isDisabled, createdAt])
            }
        }
        try AppDatabase.migrator.migrate(queue)
        let found = try queue.read {
            try String.fetchAll($0, sql: "SELECT id FROM account WHERE role = 'administrator'")
        }
        #expect(found == [administrator].compactMap(\.self))
    }
}
