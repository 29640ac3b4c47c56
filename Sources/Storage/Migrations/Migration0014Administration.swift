import GRDB

/// Who manages the accounts of others, accounts that are gone, and links for a new password.
///
/// The first account becomes an administrator's: of those that can sign in, the oldest. An account that is gone leaves a
/// row as long as others remember calls with it, without anything that says whose it was.
enum Migration0014Administration: Migration {
    static let identifier = "0014-administration"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE account ADD COLUMN role TEXT NOT NULL DEFAULT 'member'
                    CHECK (role IN ('member', 'administrator'));
                ALTER TABLE account ADD COLUMN removed_at INTEGER
                    CHECK (removed_at IS NULL OR (is_disabled = 1 AND role = 'member'));
                UPDATE account SET role = 'administrator' WHERE id =
                    (SELECT id FROM account ORDER BY is_disabled, created_at, id LIMIT 1);

                CREATE TABLE password_reset (
                    account_id TEXT NOT NULL PRIMARY KEY
                        REFERENCES account (id) ON DELETE CASCADE,
                    id TEXT NOT NULL UNIQUE
                        CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
                    created_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL
                        CHECK (expires_at > created_at)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
