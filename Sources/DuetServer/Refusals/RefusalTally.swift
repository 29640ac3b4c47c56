import CallCore

/// Counts what strangers can bring about as often as they like, so that the log tells of it at most once a minute:
/// the first time at once, then with what has come together since.
///
/// ```
///            count: tell                       count: wake at its end
///   ready ───────────────▶ quiet for a minute ──────────────────────────▶ counting
///                           ▲          ▲ count, when it is over: tell        │
///                           └──────────┴────────────── wake: tell ───────────┘
/// ```
struct RefusalTally: Sendable {
    /// How far apart two tellings are at least.
    static let interval: Duration = .seconds(60)

    /// What is to be done about something that was counted.
    enum Order: Hashable, Sendable {
        /// Tell these.
        case tell([String: Int])
        /// Ask again at this moment.
        case wake(at: Timestamp)
    }

    private enum State: Hashable {
        /// Nothing was ever told.
        case ready
        /// Everything was told.
        case quiet(until: Timestamp)
        /// These are to be told then.
        case counting([String: Int], until: Timestamp)
    }

    private var state: State = .ready

    /// Counts one.
    /// - Parameter code: Why it was refused: one of a few words, not one that a stranger can choose.
    mutating func count(_ code: String, at now: Timestamp) -> Order? {
        switch state {
        case .ready:
            return tell([code: 1], at: now)
        case .quiet(let until) where now >= until:
            return tell([code: 1], at: now)
        case .quiet(let until):
            state = .counting([code: 1], until: until)
            return .wake(at: until)
        case .counting(var counts, let until):
            counts[code, default: 0] += 1
            state = .counting(counts, until: until)
            return nil
        }
    }

    /// The moment that was ordered has come.
    mutating func wake(at now: Timestamp) -> Order? {
        switch state {
        case .ready, .quiet: nil
        case .counting(let counts, _): tell(counts, at: now)
        }
    }

    private mutating func tell(_ counts: [String: Int], at now: Timestamp) -> Order {
        state = .quiet(until: now.advanced(by: Self.interval))
        return .tell(counts)
    }
}
