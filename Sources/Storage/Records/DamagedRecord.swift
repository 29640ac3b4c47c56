/// A row that this program cannot have written. Only its key is told: what else stands in it may be anything.
struct DamagedRecord: Error, Hashable, CustomStringConvertible {
    let table: String
    let key: String

    var description: String { "The row \(key) of the table \(table) is damaged." }
}
