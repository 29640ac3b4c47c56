import Histogram

/// How long things took, to within 0.1 %.
struct Latencies: Sendable {
    private static let longest: UInt64 = 600_000_000_000

    private var histogram = Histogram<UInt64>(
        highestTrackableValue: longest, numberOfSignificantValueDigits: .three)

    mutating func record(from start: Moment, to end: Moment) {
        let nanoseconds = end.nanoseconds > start.nanoseconds ? end.nanoseconds - start.nanoseconds : 1
        histogram.record(min(nanoseconds, Self.longest))
    }

    /// In seconds.
    func percentile(_ percentile: Double) -> Double {
        Double(histogram.valueAtPercentile(percentile)) / 1e9
    }

    /// In seconds.
    var worst: Double { Double(histogram.max) / 1e9 }
}
