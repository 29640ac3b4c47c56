import GRDB

/// The browsers in which a person has signed in before: whoever guesses at a password from elsewhere must not keep its
/// owner out. As with sessions, the id is the SHA-256 digest of a token that only the browser holds.
enum Migration0006KnownBrowsers: Migration {
    static let identifier = "0006-known-browsers"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE known_browser (
                    account_id TEXT NOT NULL
                        REFERENCES account (id) ON DELETE CASCADE,
                    id TEXT NOT NULL
                        CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
                    last_used_at INTEGER NOT NULL,
                    PRIMARY KEY (account_id, id)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX known_browser_id ON known_browser (id);
                """)
    }
}
