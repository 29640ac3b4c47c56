import IceServers
import TLSFiles

/// What the operator has chosen for a relay that Duet runs, or configures for somebody else to run.
package struct RelaySettings: Hashable, Sendable {
    /// How browsers reach it: a name, or an address; IPv6 in brackets.
    package var host: String
    /// UDP and TCP.
    package var port = IceServerURL.Scheme.turn.usualPort
    /// TURN over TLS; nil for none.
    package var tls: TLS?
    /// The IPv4 address of this machine that is relayed; nil to find it out.
    package var address: String?
    /// What the internet knows that address as; nil to find it out.
    package var publicAddress: String?
    /// The UDP ports that are relayed.
    package var ports = 49_152...65_535  // RFC 6335 section 6
    /// May people who are in one private network with the relay use it?
    package var reachesPrivateNetworks = false

    /// Turn over TLS.
    package struct TLS: Hashable, Sendable {
        /// TCP.
        package let port: Int
        /// What it is served with.
        package let files: TLSFiles

        package init(port: Int, files: TLSFiles) {
            (self.port, self.files) = (port, files)
        }
    }

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

    /// The same, with the addresses of this machine that were not said.
    /// - Throws: ``RelayAddressError``.
    package func placed() async throws(RelayAddressError) -> RelaySettings {
        let addresses = try await RelayAddresses.find(self)
        var settings = self
        settings.address = addresses.local
        settings.publicAddress = addresses.mapped
        return settings
    }
}
