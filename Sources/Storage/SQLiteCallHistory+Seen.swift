import CallCore
import GRDB

/// Which calls of the past a person has looked at.
extension SQLiteCallHistory {
    /// The end of the last call that a person has seen; what ended later is news. nil when they have seen none.
    package func seen(by user: UserID) async throws -> Timestamp? {
        try await pool.read { db in
            try Int64.fetchOne(
                db, sql: "SELECT until FROM seen_calls WHERE account_id = ?", arguments: [user.description]
            ).flatMap(Timestamp.init(stored:))
        }
    }

    /// A person has seen all calls that ended until a moment. What was seen stays so: an earlier moment changes nothing.
    /// - Returns: Is anything seen now that was not before?
    package func markSeen(until moment: Timestamp, by user: UserID) async throws -> Bool {
        try await pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO seen_calls (account_id, until) SELECT id, ?2 FROM account
                        WHERE id = ?1 AND removed_at IS NULL
                    ON CONFLICT (account_id) DO UPDATE SET until = excluded.until WHERE excluded.until > until
                    """,
                arguments: [user.description, moment.milliseconds])
            return db.changesCount > 0
        }
    }
}
