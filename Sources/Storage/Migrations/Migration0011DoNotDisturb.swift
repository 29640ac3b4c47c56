import GRDB

/// Whether a person wants to be disturbed by calls, and if not, until when; without an end until they switch it off.
enum Migration0011DoNotDisturb: Migration {
    static let identifier = "0011-do-not-disturb"

    static func migrate(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE personal_settings ADD COLUMN do_not_disturb INTEGER NOT NULL DEFAULT 0
                    CHECK (do_not_disturb IN (0, 1));
                ALTER TABLE personal_settings ADD COLUMN do_not_disturb_until INTEGER
                    CHECK (do_not_disturb_until IS NULL OR do_not_disturb = 1);
                """)
    }
}
