import GRDB

/// A number that grows with every change of what people see of each other, whichever process makes it: who
/// keeps a list of everybody finds out with one small read whether it is still true.
///
/// Triggers count, so no program that writes accounts can forget to. Passwords and sessions are nobody else's
/// and do not count.
enum Migration0005AccountRevision: Migration {
    static let identifier = "0005-account-revision"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE account_revision (
                    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
                    revision INTEGER NOT NULL
                ) STRICT;
                INSERT INTO account_revision VALUES (1, 0);

                CREATE TRIGGER account_added AFTER INSERT ON account
                BEGIN
                    UPDATE account_revision SET revision = revision + 1;
                END;
                CREATE TRIGGER account_changed
                AFTER UPDATE OF id, username, name, is_disabled ON account
                BEGIN
                    UPDATE account_revision SET revision = revision + 1;
                END;
                CREATE TRIGGER account_removed AFTER DELETE ON account
                BEGIN
                    UPDATE account_revision SET revision = revision + 1;
                END;
                """)
    }
}
