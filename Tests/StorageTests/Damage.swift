/// What no program of ours can have written into a column, as SQL.
enum Damage {
    /// No moments: the ends of the numbers, the first one of the year 10000, and a word.
    static let extremes = ["-9223372036854775808", "9223372036854775807", "253402300800000", "'soon'"]

    /// Each column with each of its values.
    static func each(_ columns: [String: [String]]) -> [(String, String)] {
        columns.flatMap { column, values in values.map { (column, $0) } }.sorted { $0 < $1 }
    }
}
