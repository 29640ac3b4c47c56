import GRDB

/// What people have chosen for themselves. Whoever has no row has chosen nothing.
enum Migration0009PersonalSettings: Migration {
    static let identifier = "0009-personal-settings"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE personal_settings (
                    account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
                    always_relay INTEGER NOT NULL CHECK (always_relay IN (0, 1))
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
