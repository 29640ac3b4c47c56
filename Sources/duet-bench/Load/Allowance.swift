/// What a device may still send: the server's own limit (docs/protocol.md), with a little room, because the
/// two clocks do not tick together.
struct Allowance {
    private static let burst = 110.0
    private static let perSecond = 19.0

    private var left = burst
    private var countedAt: Moment

    init(at now: Moment) { countedAt = now }

    /// Takes as many messages as are about to be sent.
    /// - Returns: whether it may send them.
    mutating func take(_ count: Int, at now: Moment) -> Bool {
        left = min(Self.burst, left + max(0, now.seconds(since: countedAt)) * Self.perSecond)
        countedAt = now
        guard left >= Double(count) else { return false }
        left -= Double(count)
        return true
    }
}
