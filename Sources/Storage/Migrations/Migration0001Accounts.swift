import GRDB

/// People, their sessions, and invitations.
///
/// The constraints repeat what `AccountRules` says, so that no other program and no mistake of ours
/// can store what the rules forbid. Moments are milliseconds since 1970; the ids of sessions and
/// invitations are SHA-256 digests of their tokens in hexadecimal.
enum Migration0001Accounts: Migration {
    static let identifier = "0001-accounts"

    static func migrate(_ db: Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(AppDatabase.applicationID)")
        try db.execute(
            sql: """
                CREATE TABLE account (
                    id TEXT NOT NULL PRIMARY KEY
                        CHECK (length(id) BETWEEN 1 AND 64
                            AND id NOT GLOB '*[^A-Za-z0-9_-]*'
                            AND id <> 'server'),
                    username TEXT NOT NULL COLLATE NOCASE UNIQUE
                        CHECK (length(username) BETWEEN 1 AND 32
                            AND username NOT GLOB '*[^A-Za-z0-9._-]*'),
                    name TEXT NOT NULL
                        CHECK (length(name) > 0 AND length(CAST(name AS BLOB)) <= 256),
                    password_hash TEXT NOT NULL
                        CHECK (password_hash GLOB '$scrypt$*'),
                    is_disabled INTEGER NOT NULL DEFAULT 0
                        CHECK (is_disabled IN (0, 1)),
                    created_at INTEGER NOT NULL
                ) STRICT;

                CREATE TABLE session (
                    id TEXT NOT NULL PRIMARY KEY
                        CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
                    account_id TEXT NOT NULL
                        REFERENCES account (id) ON DELETE CASCADE,
                    created_at INTEGER NOT NULL,
                    last_seen_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL
                        CHECK (expires_at > last_seen_at)
                ) STRICT;
                CREATE INDEX session_account ON session (account_id);
                CREATE INDEX session_expiry ON session (expires_at);

                CREATE TABLE invitation (
                    id TEXT NOT NULL PRIMARY KEY
                        CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
                    kind TEXT NOT NULL
                        CHECK (kind IN ('invitation', 'setup')),
                    created_by TEXT
                        REFERENCES account (id) ON DELETE CASCADE
                        CHECK (kind = 'invitation' OR created_by IS NULL),
                    created_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL
                        CHECK (expires_at > created_at),
                    used_at INTEGER,
                    used_by TEXT
                        REFERENCES account (id) ON DELETE SET NULL
                        CHECK (used_by IS NULL OR used_at IS NOT NULL)
                ) STRICT;
                CREATE INDEX invitation_created_by ON invitation (created_by);
                CREATE INDEX invitation_used_by ON invitation (used_by);
                CREATE INDEX invitation_expiry ON invitation (expires_at);
                """)
    }
}
