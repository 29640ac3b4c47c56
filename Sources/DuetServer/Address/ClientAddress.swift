import HTTPTypes
import Hummingbird

/// Finds out where a request comes from.
struct ClientAddress: Sendable {
    /// Does a reverse proxy stand in front? So it does when Duet has a public address.
    let isBehindProxy: Bool

    /// The address of whoever sent the request; nil when the connection has none.
    /// - Parameter peer: The other end of the connection.
    func of(_ request: Request, peer: IPAddress?) -> IPAddress? {
        // Only a proxy on this machine is believed, and only what it has added itself: the last entry. The
        // others are whatever the client has sent.
        guard isBehindProxy, let peer, peer.isLoopback else { return peer }
        let last = request.headers[values: .xForwardedFor].last?.split(separator: ",").last
        return last.flatMap { IPAddress($0.filter { $0 != " " }) } ?? peer
    }

    /// Has a proxy passed this request on for somebody else?
    static func isForwarded(_ request: Request) -> Bool {
        request.headers[.forwarded] != nil || request.headers[.xForwardedFor] != nil
    }
}

extension HTTPField.Name {
    fileprivate static var forwarded: Self { Self("Forwarded") ?? .via }
    fileprivate static var xForwardedFor: Self { Self("X-Forwarded-For") ?? .via }
}
