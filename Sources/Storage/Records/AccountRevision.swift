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
    /// changed. Nobody remembers a revision beyond the life of a process, so any number will do. A sound row is only read:
    /// somebody else may hold the database.
    static func mend(_ pool: DatabasePool) throws {
        guard try !pool.read(isSound) else { return }
        try pool.write { db in
            try db.execute(sql: "DELETE FROM account_revision; INSERT INTO account_revision VALUES (1, 0)")
        }
    }

    private static func isSound(_ db: Database) throws -> Bool {
        let sound = try Bool.fetchOne(
            db,
            sql: """
                SELECT count(*) = 1 FROM account_revision
                WHERE only_row = 1 AND typeof(revision) = 'integer' AND abs(revision / 2) < 1 << 60
                """)
        return sound == true
    }
}
