import NIOCore

/// What stands between the network and HTTP.
package enum Transport: Sendable {
    case plain
    /// TLS, or the like: makes the handlers of a connection, beginning with the one next to the network. What is said to
    /// the peer costs a handshake, so whoever is turned away is told nothing.
    case secure(@Sendable () throws -> [any ChannelHandler])

    var isSecure: Bool {
        switch self {
        case .plain: false
        case .secure: true
        }
    }
}
