import CallCore

/// The buckets of many, and no more of them than its room: whoever invents names or addresses must not fill the
/// memory.
package struct RateLimiter<Key: Hashable & Sendable>: Sendable {
    private let limit: RateLimit
    private let room: Int
    /// Whoever is not in here has a full one.
    private var buckets: [Key: TokenBucket] = [:]

    /// Everybody's bucket is full.
    /// - Parameter room: How many are remembered, at least one.
    package init(_ limit: RateLimit, room: Int = Limits.remembered) {
        precondition(room > 0, "a rate limiter needs room for one")
        self.limit = limit
        self.room = room
    }

    /// How many are remembered.
    package var count: Int { buckets.count }

    /// How long until there is a token; zero when there is one.
    package func wait(for key: Key, at now: Timestamp) -> Duration {
        buckets[key]?.wait(limit, at: now) ?? .zero
    }

    /// Is more than half of its tokens gone, and more than one?
    package func isHalfEmpty(_ key: Key, at now: Timestamp) -> Bool {
        buckets[key]?.isHalfEmpty(limit, at: now) ?? false
    }

    /// Takes a token.
    /// - Returns: Was there one?
    @discardableResult
    package mutating func take(_ key: Key, at now: Timestamp) -> Bool {
        if buckets[key] == nil { makeRoom(at: now) }
        return buckets[key, default: TokenBucket(at: now)].take(limit, at: now)
    }

    /// Gives one token back.
    package mutating func giveBack(_ key: Key) {
        buckets[key]?.giveBack(limit)
    }

    /// Fills the bucket.
    package mutating func fill(_ key: Key) {
        buckets[key] = nil
    }

    /// Forgets those that are full again, or else those that are nearest to it: a flood of new keys must not make it
    /// forget whom it keeps waiting. An eighth of them goes, so that not every key of a flood looks at all.
    private mutating func makeRoom(at now: Timestamp) {
        guard buckets.count >= room else { return }
        buckets = buckets.filter { $0.value.fullAt > now }
        guard buckets.count >= room else { return }
        let fullest = buckets.sorted { $0.value.fullAt < $1.value.fullAt }.prefix(max(1, room / 8))
        for (key, _) in fullest { buckets[key] = nil }
    }
}
