import CallCore

/// How often something may still be tried: some times at once, then once every so often.
///
/// This is a token bucket written as one moment (the generic cell rate algorithm, ITU-T I.371 annex A):
/// each attempt moves the moment when the allowance is full again one interval further away.
struct AttemptAllowance: Hashable, Sendable {
    /// What an allowance allows.
    struct Rate: Hashable, Sendable {
        /// So many at once.
        let burst: Int
        /// Then one in this time.
        let interval: Duration
    }

    /// When it is full again.
    private(set) var fullAt: Timestamp

    /// A full allowance.
    init(at now: Timestamp) {
        fullAt = now
    }

    /// How long until the next attempt is allowed; zero when it is allowed now.
    func wait(_ rate: Rate, at now: Timestamp) -> Duration {
        let empty = rate.interval * rate.burst
        // A clock that was set back must not lock anybody out for longer than an empty allowance does.
        let untilFull = min(now.duration(to: fullAt), empty)
        return max(.zero, untilFull - (empty - rate.interval))
    }

    /// Takes one attempt. Ask ``wait(_:at:)`` first.
    mutating func take(_ rate: Rate, at now: Timestamp) {
        let latest = now.advanced(by: rate.interval * (rate.burst - 1))
        fullAt = min(max(fullAt, now), latest).advanced(by: rate.interval)
    }

    /// Gives one attempt back.
    mutating func giveBack(_ rate: Rate) {
        fullAt = fullAt.advanced(by: .zero - rate.interval)
    }
}
