import CallCore
import Foundation

extension Timestamp {
    /// The moment as it stands on the wire: ISO 8601 in UTC with milliseconds,
    /// `2026-11-23T09:30:00.000Z`.
    package var wireText: String {
        // The formatter cuts, and a double seldom holds a whole millisecond: its middle is safe.
        Date(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1000).formatted(
            Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// Reads a moment in the form that `wireText` writes.
    package init?(wireText: String) {
        guard
            let date = try? Date(
                wireText, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        else { return nil }
        self.init(date)
    }

    /// The moment of a date, rounded to milliseconds.
    package init(_ date: Date) {
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}
