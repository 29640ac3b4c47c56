import CallCore
import GRDB

extension CallArchive {
    /// A line of a timeline, with its place among all lines.
    package struct NotedLine: Hashable, Sendable {
        /// Ever greater in the order in which lines are written.
        package let number: Int64
        package let call: CallID
        package let entry: TimelineEntry
    }

    /// How far somebody has read. The line itself is kept and not only its number: when old calls are forgotten and the last
    /// lines go with them, their numbers are given out again.
    package struct Place: Hashable, Sendable {
        fileprivate var number: Int64 = 0
        fileprivate var at: Int64 = .min
        fileprivate var call = ""
    }

    /// So many lines are read at once.
    private static let portion = 500

    /// The end of what there is now.
    package func end() throws -> Place {
        try queue.read { db in
            try Row.fetchOne(
                db, sql: "SELECT line, at, call_id FROM call_timeline ORDER BY line DESC LIMIT 1"
            )
            .map(Place.init) ?? Place()
        }
    }

    /// A number that is another one when somebody has written since. Asking for it is cheap.
    package func version() throws -> Int64 {
        try queue.unsafeRead { try Int64.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
    }

    /// All lines behind a place, oldest first, which then is behind them. A line that makes no sense is left out, and logged.
    package func lines(after place: inout Place) throws -> [NotedLine] {
        var lines: [NotedLine] = []
        var next = place
        while true {
            let rows = try queue.read { db in
                next.number = try Self.lastNumber(until: next, db)
                return try Row.fetchAll(
                    db, sql: "SELECT * FROM call_timeline WHERE line > ? ORDER BY line LIMIT ?",
                    arguments: [next.number, Self.portion])
            }
            if let last = rows.last { next = Place(last) }
            lines += sound.values(rows, of: TimelineRecord.self) { try $0.noted() }
            if rows.count < Self.portion { break }
        }
        place = next
        return lines
    }

    /// What was noted about a call until a place, oldest first.
    package func timeline(of id: CallID, until place: Place) throws -> [TimelineEntry] {
        try timeline(of: id, before: place.number + 1)
    }

    /// The number behind which the new lines begin.
    private static func lastNumber(until place: Place, _ db: Database) throws -> Int64 {
        let isThere = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM call_timeline WHERE line = ? AND at = ? AND call_id = ?)",
            arguments: [place.number, place.at, place.call])
        if isThere == true { return place.number }
        // It was forgotten, which happens days after it was written: what is left of its time and before was read, and
        // what has come since is younger.
        return try Int64.fetchOne(
            db, sql: "SELECT max(line) FROM call_timeline WHERE line <= ? AND at <= ?",
            arguments: [place.number, place.at]) ?? 0
    }
}

extension CallArchive.Place {
    fileprivate init(_ row: Row) {
        // Other types than the schema allows are a damage, which must not hold up the reader.
        number = Int64.fromDatabaseValue(row["line"]) ?? 0
        at = Int64.fromDatabaseValue(row["at"]) ?? .min
        call = String.fromDatabaseValue(row["call_id"]) ?? ""
    }
}

extension TimelineRecord {
    /// - Throws: As ``entry()``, and when the call's id is none.
    fileprivate func noted() throws(DamagedRecord) -> CallArchive.NotedLine {
        guard let call = CallID(callId) else {
            throw DamagedRecord(table: Self.databaseTableName, key: "\(line)")
        }
        return CallArchive.NotedLine(number: line, call: call, entry: try entry())
    }
}
