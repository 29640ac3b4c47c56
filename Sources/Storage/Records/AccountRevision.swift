import GRDB

/// The one row of `account_revision`: a number that the schema's triggers count up, see `Migration0005AccountRevision`.
enum AccountRevision {
    /// - Throws: ``DamagedRecord``.
    static func value(_ db: Database) throws -> Int {
        let request = SQLRequest<DatabaseValue>(sql: "SELECT revision FROM account_revision", cached: true)
        guard let revision = try request.fetchOne(db).flatMap({ Int.fromDatabaseValue($0) }) else {
            throw DamagedRecord(table: "account_revision", key: "1")
        }
        return revision
    }

    /// Begins to count anew where the row is damaged, or so near the end of the numbers that no account could be
    /// changed. Nobody remembers a revision beyond the life of a process, so any number will do.
    static func mend(_ db: Database) throws {
        let sound = try Bool.fetchOne(
            db,
            sql: """
                SELECT count(*) = 1 FROM account_revision
                WHERE only_row = 1 AND typeof(revision) = 'integer' AND abs(revision / 2) < 1 << 60
                """)
        if sound != true {
            try db.execute(sql: "DELETE FROM account_revision; INSERT INTO account_revision VALUES (1, 0)")
        }
    }
}
