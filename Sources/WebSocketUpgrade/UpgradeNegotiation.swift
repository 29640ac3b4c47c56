/// What the gate has found out about a connection, for NIO's upgrader to act on. It stays on one event
/// loop.
struct UpgradeNegotiation {
    var subprotocol: String?
    /// Set when the request was accepted.
    var session: (any WebSocketSession)?
    /// The server began to shut down while the 101 was on its way.
    var isShutdownRequested = false
}
