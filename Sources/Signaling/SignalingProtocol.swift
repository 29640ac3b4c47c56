/// What the two ends must agree on before they can talk.
package enum SignalingProtocol {
    /// The subprotocol of the signalling socket (RFC 6455 section 1.9). A change that old clients cannot
    /// follow gets another name.
    package static let subprotocol = "duet.v1"
    /// Where it is opened, below the base path.
    package static let path = "/signaling"
    /// Offered in its place by whoever wants to know only whether a WebSocket gets through: it is closed at once.
    package static let checkSubprotocol = "duet.check"
}
