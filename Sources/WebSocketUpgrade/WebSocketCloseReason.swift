/// Why a connection ended: whatever happened first.
package enum WebSocketCloseReason: Sendable, Hashable {
    /// The peer sent a Close frame with this status; 1005 if it named none (RFC 6455 §7.1.5).
    case peerClosed(code: UInt16)
    /// The peer sent no frame for `pingDeadline`. It was told 1011, in case it still hears.
    case pingTimeout
    /// The peer did not take what was sent to it. It was told 1013.
    case outboxFull
    /// The server shuts down. The peer was told 1001.
    case shutdown
    /// The peer broke a rule that a connection does not survive.
    case violation(WebSocketViolation)
    /// The TCP connection ended without a Close frame.
    case connectionLost
    /// The session closed it, with this status.
    case closedByServer(code: UInt16)
}
