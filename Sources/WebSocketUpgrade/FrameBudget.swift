import NIOCore

/// How many frames a peer may still send, of whatever kind: each costs something, also one that says nothing.
///
/// A token bucket written as one moment (the generic cell rate algorithm, ITU-T I.371 annex A): each frame moves
/// the moment when the budget is whole again one interval further away.
struct FrameBudget {
    private let interval: TimeAmount
    private let burst: Int64
    private var wholeAt: NIODeadline

    /// A whole budget.
    init(_ configuration: WebSocketConfiguration, at now: NIODeadline) {
        self.interval = .nanoseconds(1_000_000_000 / Int64(configuration.framesPerSecond))
        self.burst = Int64(configuration.frameBurst)
        self.wholeAt = now
    }

    /// Takes one frame.
    /// - Returns: Was there one left?
    mutating func take(at now: NIODeadline) -> Bool {
        let wholeAt = max(self.wholeAt, now) + self.interval
        guard wholeAt <= now + self.burst * self.interval else { return false }
        self.wholeAt = wholeAt
        return true
    }
}
