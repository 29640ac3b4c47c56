import GRDB

/// The key by which push services know this server again, and where they reach the browsers that are signed in. A
/// browser's subscription goes with its session.
enum Migration0010Push: Migration {
    static let identifier = "0010-push"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE push_key (
                    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                    secret BLOB NOT NULL CHECK (length(secret) = 32),
                    created_at INTEGER NOT NULL
                ) STRICT;

                CREATE TABLE push_subscription (
                    session_id TEXT NOT NULL PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
                    endpoint TEXT NOT NULL UNIQUE
                        CHECK (endpoint GLOB 'https://*' AND length(endpoint) <= 2048),
                    public_key BLOB NOT NULL CHECK (length(public_key) = 65),
                    secret BLOB NOT NULL CHECK (length(secret) = 16),
                    created_at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
