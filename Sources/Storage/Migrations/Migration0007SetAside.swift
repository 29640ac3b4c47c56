import GRDB

/// Where damaged rows go that would be in the way, with all that stood in them; and a row that says nothing, which is
/// written to find out whether anything can be.
enum Migration0007SetAside: Migration {
    static let identifier = "0007-set-aside"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE set_aside (
                    number INTEGER PRIMARY KEY,
                    at INTEGER NOT NULL,
                    table_name TEXT NOT NULL,
                    content TEXT NOT NULL
                ) STRICT;

                CREATE TABLE probe (
                    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
                    written INTEGER NOT NULL
                ) STRICT;
                INSERT INTO probe VALUES (1, 0);
                """)
    }
}
