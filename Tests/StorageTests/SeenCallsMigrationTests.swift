import Foundation
import GRDB
import Testing

@testable import Storage

/// What people find who have used an earlier version.
@Suite struct SeenCallsMigrationTests {
    @Test func `calls of before count as seen, by those who were there`() throws {
        let queue = try DatabaseQueue()
        try AppDatabase.migrator.migrate(queue, upTo: Migration0011DoNotDisturb.identifier)
        try queue.write { db in
            for id in ["alice", "bo", "carl"] {
                try db.execute(
                    sql: """
                        INSERT INTO account (id, username, name, password_hash, is_disabled, created_at)
                        VALUES (?, ?, ?, '$scrypt$none', 0, 0)
                        """,
                    arguments: [id, id, id])
            }
            for (number, end) in [(1, 5_000), (2, 9_000)] {
                try db.execute(
                    sql: """
                        INSERT INTO call
                            (id, caller_id, caller_device, callee_id, started_at, state, ended_at, end_reason)
                        VALUES (?, 'alice', '00000000-0000-4000-8000-000000000001', 'bo', 1, 'ended', ?, 'no_answer')
                        """,
                    arguments: ["11111111-0000-4000-8000-00000000000\(number)", end])
            }
        }
        try AppDatabase.migrator.migrate(queue)
        let seen = try queue.read {
            try Row.fetchAll($0, sql: "SELECT account_id, until FROM seen_calls ORDER BY account_id")
                .map { "\($0["account_id"] as String) \($0["until"] as Int)" }
        }
        #expect(seen == ["alice 9000", "bo 9000", "carl 9000"])
    }

    @Test func `where there was no call nothing counts as seen`() throws {
        let queue = try DatabaseQueue()
        try AppDatabase.migrator.migrate(queue)
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM seen_calls") } == 0)
    }
}
