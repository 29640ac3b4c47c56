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
        tokens = level(at: now)
        countedAt = now
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }

    /// Does it hold all that it can?
    package func isFull(at now: Timestamp) -> Bool { level(at: now) >= capacity }

    private func level(at now: Timestamp) -> Double {
        let elapsed = max(0, Double(now.milliseconds - countedAt.milliseconds) / 1000)
        return min(capacity, tokens + elapsed * refillPerSecond)
    }
}
