import IceServers

/// What the operator has chosen for a relay that Duet runs, or configures for somebody else to run.
package struct RelaySettings: Hashable, Sendable {
    /// How browsers reach it: a name, or an address; IPv6 in brackets.
    package var host: String
    /// UDP and TCP.
    package var port = CoturnConfiguration.usualPort
    /// TURN over TLS; nil for none.
    package var tls: CoturnConfiguration.TLS?
    /// The IPv4 address of this machine that is relayed; nil to find it out.
    package var address: String?
    /// What the internet knows that address as; nil to find it out.
    package var publicAddress: String?
    /// The UDP ports that are relayed.
    package var ports = CoturnConfiguration.usualPorts
    /// May people who are in one private network with the relay use it?
    package var reachesPrivateNetworks = false

    /// - Parameter host: How browsers reach it.
    package init(host: String) {
        self.host = host
    }

    /// The servers that browsers are told: it tells them their addresses as well, so no other STUN server is needed.
    /// - Throws: ``IceServerURLError`` when the host is none.
    package func urls() throws(IceServerURLError) -> [IceServerURL] {
        var texts = ["stun:\(host):\(port)"]
        texts += ["udp", "tcp"].map { "turn:\(host):\(port)?transport=\($0)" }
        if let tls { texts.append("turns:\(host):\(tls.port)?transport=tcp") }
        var urls: [IceServerURL] = []
        for text in texts { urls.append(try IceServerURL(text)) }
        return urls
    }

    /// The configuration for coturn.
    /// - Throws: ``RelayAddressError``.
    package func configuration(secret: String, folder: String?) throws(RelayAddressError)
        -> CoturnConfiguration
    {
        let addresses = try RelayAddresses(self)
        return CoturnConfiguration(
            secret: secret, realm: host, port: port, tls: tls, address: addresses.local,
            publicAddress: addresses.mapped, ports: ports, reachesPrivateNetworks: reachesPrivateNetworks,
            folder: folder)
    }
}
