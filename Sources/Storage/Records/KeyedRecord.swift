import GRDB

/// A record whose rows can be named when they make no sense.
protocol KeyedRecord: FetchableRecord {
    static var databaseTableName: String { get }
    /// The column that names a row.
    static var keyColumn: String { get }
}

extension KeyedRecord {
    static func damaged(_ row: Row) -> DamagedRecord {
        let key: DatabaseValue? = row[keyColumn]
        return DamagedRecord(
            table: databaseTableName, key: key.map { String.fromDatabaseValue($0) ?? "\($0)" } ?? "?")
    }
}
