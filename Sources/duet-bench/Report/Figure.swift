import Foundation

/// One number that a benchmark has measured.
struct Figure: Sendable, Equatable {
    enum Unit: Sendable {
        case perSecond
        /// In seconds.
        case time
        /// Bytes on the wire.
        case traffic
        /// Bytes of memory.
        case memory
        /// A part of one.
        case percent
        case count
    }

    let name: String
    let value: Double
    let unit: Unit

    /// For a reader: three digits that count, and the unit.
    func text() -> String {
        switch unit {
        case .perSecond, .count: Self.number(value)
        case .time: value < 0.001 ? Self.number(value * 1e6) + " µs" : Self.number(value * 1e3) + " ms"
        case .traffic: value < 10_000 ? Self.number(value) + " B" : Self.number(value / 1e3) + " kB"
        case .memory:
            value < 1_048_576 ? Self.number(value / 1024) + " KiB" : Self.number(value / 1_048_576) + " MiB"
        case .percent: Self.number(value * 100) + " %"
        }
    }

    private static func number(_ value: Double) -> String {
        let digits = abs(value) >= 100 || value == value.rounded() ? 0 : abs(value) >= 10 ? 1 : 2
        return value.formatted(
            .number.locale(Locale(identifier: "en_US")).grouping(.automatic)
                .precision(.fractionLength(digits)))
    }
}
