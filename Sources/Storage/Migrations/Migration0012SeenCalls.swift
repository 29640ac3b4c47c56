import GRDB

/// Until when people have looked at their calls: what ended later is news. What ended before this version counts as seen,
/// as nobody wants to be told of all of it anew.
enum Migration0012SeenCalls: Migration {
    static let identifier = "0012-seen-calls"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE seen_calls (
                    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
                    until INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                INSERT INTO seen_calls (account_id, until)
                    SELECT account.id, last.ended_at
                    FROM account, (SELECT max(ended_at) AS ended_at FROM call) AS last
                    WHERE last.ended_at IS NOT NULL;
                """)
    }
}
