import GRDB

/// Finds out whether something can be written, by writing. To begin a transaction does not tell: a full disk, say,
/// shows only then.
enum Probe {
    static func write(_ db: Database) throws {
        try db.execute(sql: "INSERT OR REPLACE INTO probe VALUES (1, abs(random() % 1000000))")
    }
}
