import GRDB

/// Moves damaged rows out of the way, into `set_aside`, where they stand as SQL would write them.
enum SetAside {
    /// Moves a row of `call` and the lines of its timeline, which would go with it.
    /// - Parameter row: With its `rowid`: what names it otherwise may be what is damaged.
    static func move(call row: Row, _ db: Database) throws {
        let id: DatabaseValue = row["id"]
        let lines = try Row.fetchAll(
            db, sql: "SELECT * FROM call_timeline WHERE call_id = ?", arguments: [id])
        try keep(row, of: "call", db)
        for line in lines { try keep(line, of: "call_timeline", db) }
        let rowID: DatabaseValue = row["rowid"]
        try db.execute(sql: "DELETE FROM call WHERE rowid = ?", arguments: [rowID])
    }

    private static func keep(_ row: Row, of table: String, _ db: Database) throws {
        let content = try row.map { column, value in
            let literal = try String.fetchOne(db, sql: "SELECT quote(?)", arguments: [value])
            return "\(column) = \(literal ?? "NULL")"
        }
        try db.execute(
            sql: "INSERT INTO set_aside (at, table_name, content) VALUES (unixepoch() * 1000, ?, ?)",
            arguments: [table, content.joined(separator: ", ")])
    }
}
