/// How often something may be done: some times at once, then once every so often.
package struct RateLimit: Hashable, Sendable {
    /// So many at once.
    package let burst: Int
    /// Then one in this time, which is as long as it takes to win back one of the burst.
    package let interval: Duration

    /// - Parameters:
    ///   - burst: At least 1.
    ///   - interval: At least a millisecond, which is what moments are counted in.
    package init(burst: Int, every interval: Duration) {
        precondition(burst > 0 && interval >= .milliseconds(1), "a limit that allows nothing, or everything")
        self.burst = burst
        self.interval = interval
    }
}
