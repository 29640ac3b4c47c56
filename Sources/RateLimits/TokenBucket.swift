import CallCore

/// How much of a ``RateLimit`` is left to somebody. It is asked with the limit each time, so that it is no more than
/// one moment, however many there are of them.
///
/// This is a token bucket written as the moment when it is full again (the generic cell rate algorithm, ITU-T I.371
/// annex A): each token that is taken moves it one interval further away.
package struct TokenBucket: Hashable, Sendable {
    /// When it is full again.
    private(set) var fullAt: Timestamp

    /// A full bucket.
    package init(at now: Timestamp) {
        fullAt = now
    }

    /// How long until there is a token; zero when there is one.
    package func wait(_ limit: RateLimit, at now: Timestamp) -> Duration {
        let empty = limit.interval * limit.burst
        return min(max(.zero, now.duration(to: fullAt) - (empty - limit.interval)), limit.interval)
    }

    /// Is more than half of it gone, and more than one token?
    package func isHalfEmpty(_ limit: RateLimit, at now: Timestamp) -> Bool {
        now.duration(to: fullAt) > limit.interval * max(1, limit.burst / 2)
    }

    /// Takes a token.
    /// - Returns: Was there one?
    package mutating func take(_ limit: RateLimit, at now: Timestamp) -> Bool {
        // A clock that was set back must not lock anybody out for longer than an empty bucket does.
        fullAt = min(fullAt, now.advanced(by: limit.interval * limit.burst))
        guard wait(limit, at: now) == .zero else { return false }
        fullAt = max(fullAt, now).advanced(by: limit.interval)
        return true
    }

    /// Gives one token back.
    package mutating func giveBack(_ limit: RateLimit) {
        fullAt = fullAt.advanced(by: .zero - limit.interval)
    }
}
