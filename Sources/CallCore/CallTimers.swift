/// Every duration that both ends of a call must agree on. The server owns them and sends them in
/// `session:ready`.
package struct CallTimers: Hashable, Sendable {
    /// How long a call rings.
    package var ring: Duration = .seconds(45)
    /// A device does not start to ring with less than this left.
    package var minimumRing: Duration = .seconds(3)
    /// How long both devices may be gone before an in-call call ends as `abandoned`.
    package var abandon: Duration = .seconds(60)
    /// How long the first connection of the media may take, counted anew on each progress.
    package var connect: Duration = .seconds(20)
    /// How long the first connection may take with all progress.
    package var connectInAll: Duration = .seconds(40)
    /// How long a call lives without media.
    package var mediaLost: Duration = .seconds(30)
    /// The same when the other device's socket is down too.
    package var mediaLostPeerGone: Duration = .seconds(15)
    /// How long ICE may be `disconnected` before it is restarted.
    package var disconnectedGrace: Duration = .seconds(2)
    /// How often each end lets the other hear from it.
    package var heartbeat: Duration = .seconds(10)
    /// After how much silence a connection counts as dead.
    package var heartbeatDead: Duration = .seconds(25)
    /// The same for a hidden page, whose timers the browser throttles.
    package var heartbeatDeadHidden: Duration = .seconds(75)
    /// The waits before each try to reconnect; the last one repeats. Each varies by ±50 %.
    package var reconnect: [Duration] = [0, 300, 1_200, 2_700, 4_800, 7_000].map { .milliseconds($0) }

    /// The durations of the protocol.
    package init() {}
}
