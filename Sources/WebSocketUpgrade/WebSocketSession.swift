import NIOCore

/// What the layer above does with one connection.
///
/// The calls come strictly in order, on the connection's event loop, so none of them may wait: what takes its time
/// is done elsewhere. `opened` comes first and `closed` last, each exactly once. While `isBacklogged` at most one
/// read of the socket is handed over; the rest stays in the kernel, so that a peer is slowed down by whoever
/// serves it.
package protocol WebSocketSession: Sendable {
    /// The 101 has been written. The outbox may be kept and used from anywhere.
    func opened(_ outbox: WebSocketOutbox)
    /// A whole text message, valid UTF-8, at most `maxMessageBytes` long.
    func received(_ text: ByteBuffer)
    /// The peer broke a rule. If it is one that a connection does not survive, the session may still send an
    /// explanation, and must then call ``WebSocketOutbox/explained()``, which ends the connection with
    /// `violation.closeCode`.
    func violated(_ violation: WebSocketViolation)
    /// A ping interval has passed, and the peer has answered pings so far: the program behind it, which need not run
    /// for that, may have been silent.
    func beat()
    /// Nothing will be received or sent any more.
    func closed(_ reason: WebSocketCloseReason)
    /// Whether so much waits to be dealt with that no more should be read. When that is over,
    /// ``WebSocketOutbox/resumeReading()`` must be called.
    var isBacklogged: Bool { get }
    /// Whether nobody has signed in for it. Then the connection keeps counting for its network (``ConnectionGate``).
    var isStrangers: Bool { get }
}
