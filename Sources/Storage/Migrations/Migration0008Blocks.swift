import GRDB

/// Who has blocked whom.
enum Migration0008Blocks: Migration {
    static let identifier = "0008-blocks"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE block (
                    blocker_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                    blocked_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE
                        CHECK (blocked_id <> blocker_id),
                    created_at INTEGER NOT NULL,
                    PRIMARY KEY (blocker_id, blocked_id)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX block_blocked ON block (blocked_id);
                """)
    }
}
