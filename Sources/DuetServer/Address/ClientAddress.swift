import HTTPTypes
import Networks

/// Finds out where a request comes from.
struct ClientAddress: Sendable {
    /// Reverse proxies that are believed.
    let trustedProxies: [IPNetwork]
    /// Do all connections come over a Unix socket? Only a proxy of this machine does.
    var isBehindSocket = false

    /// Does this address speak for others?
    func isProxy(_ address: IPAddress) -> Bool {
        trustedProxies.contains { $0.contains(address) }
    }

    /// The name of the network that a connection from this address counts for. A proxy speaks for many, and the machine
    /// itself is no stranger: those count for none.
    @Sendable func strangersNetwork(of address: String) -> String? {
        guard let address = IPAddress(address), !address.isLoopback, !isProxy(address) else { return nil }
        return address.networkName
    }

    /// The address of whoever sent the request; nil when the connection has none.
    /// - Parameters:
    ///   - headers: Those of the request.
    ///   - peer: The other end of the connection; nil when it has no IP address, as on a Unix socket.
    func of(_ headers: HTTPFields, peer: IPAddress?) -> IPAddress? {
        guard peer != nil || isBehindSocket else { return nil }
        var client = peer
        // Each proxy adds, at the end, who has asked it. What stands before the first who is no proxy is whatever that
        // one has sent.
        let entries = headers[values: .xForwardedFor].flatMap { $0.split(separator: ",") }
        for entry in entries.reversed() {
            guard client.map(isProxy) ?? true, let address = IPAddress(entry.filter { $0 != " " }) else {
                break
            }
            client = address
        }
        return client
    }
}
