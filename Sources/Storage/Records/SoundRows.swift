import GRDB
import Logging

/// Reads rows one by one, so that a damaged one takes none of the others away: it is as if it were not there, and the
/// log names it by its key.
struct SoundRows: Sendable {
    let logger: Logger

    /// The values of the rows that make sense.
    func values<Record: KeyedRecord, Value>(
        _ rows: [Row], of _: Record.Type, _ value: (Record) throws -> Value
    ) -> [Value] {
        rows.compactMap { self.value($0, of: Record.self, value) }
    }

    /// The row's value; nil when there is no row, or none that makes sense.
    func value<Record: KeyedRecord, Value>(
        _ row: Row?, of _: Record.Type, _ value: (Record) throws -> Value
    ) -> Value? {
        guard let row else { return nil }
        do {
            return try value(try Record(row: row))
        } catch {
            // Whatever went wrong is about what stands in the row, and that is told to nobody.
            tell(Record.damaged(row))
            return nil
        }
    }

    /// Names a damaged row to the operator.
    func tell(_ damaged: DamagedRecord) {
        logger.error(
            "A damaged row is left out", metadata: ["table": "\(damaged.table)", "key": "\(damaged.key)"])
    }
}
