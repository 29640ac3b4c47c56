import CallCore

/// A limit that allows bursts: full at first, refilled steadily, empty means too much.
package struct TokenBucket: Hashable, Sendable {
    private let capacity: Double
    private let refillPerSecond: Double
    private var tokens: Double
    private var countedAt: Timestamp

    /// A full bucket.
    package init(capacity: Int, refillPerSecond: Int, at now: Timestamp) {
        self.capacity = Double(capacity)
        self.refillPerSecond = Double(refillPerSecond)
        self.tokens = Double(capacity)
        self.countedAt = now
    }

    /// Takes a token.
    /// - Returns: Was there one?
    package mutating func take(at now: Timestamp) -> Bool {
        let elapsed = max(0, Double(countedAt.duration(to: now).milliseconds) / 1000)
        tokens = min(capacity, tokens + elapsed * refillPerSecond)
        countedAt = now
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
