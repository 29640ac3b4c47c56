import CallCore

/// The allowances of many, and no more of them than its limit: whoever invents names or addresses must not
/// fill the memory.
struct RateLimiter<Key: Hashable & Sendable>: Sendable {
    let rate: AttemptAllowance.Rate
    let limit: Int
    /// Whoever is not in here has a full one.
    private var allowances: [Key: AttemptAllowance] = [:]

    init(rate: AttemptAllowance.Rate, limit: Int) {
        precondition(limit > 0, "a rate limiter needs room for one")
        self.rate = rate
        self.limit = limit
    }

    /// How many are in it.
    var count: Int { allowances.count }

    /// How long until the next attempt is allowed; zero when it is allowed now.
    func wait(for key: Key, at now: Timestamp) -> Duration {
        allowances[key]?.wait(rate, at: now) ?? .zero
    }

    /// Takes one attempt. Ask ``wait(for:at:)`` first.
    mutating func take(_ key: Key, at now: Timestamp) {
        if allowances[key] == nil { makeRoom(at: now) }
        allowances[key, default: AttemptAllowance(at: now)].take(rate, at: now)
    }

    /// Gives one attempt back.
    mutating func giveBack(_ key: Key) {
        allowances[key]?.giveBack(rate)
    }

    /// Forgets those that are full again, or else the one that is nearest to it: a flood of new keys must
    /// not make it forget whom it keeps waiting.
    private mutating func makeRoom(at now: Timestamp) {
        guard allowances.count >= limit else { return }
        allowances = allowances.filter { $0.value.fullAt > now }
        guard allowances.count >= limit,
            let fullest = allowances.min(by: { $0.value.fullAt < $1.value.fullAt })
        else { return }
        allowances[fullest.key] = nil
    }
}
