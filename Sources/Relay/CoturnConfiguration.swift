import TLSFiles

/// How coturn is to run as Duet's relay: for people with Duet's credentials only, and to nowhere that its network hides
/// from strangers.
package struct CoturnConfiguration: Hashable, Sendable {
    /// An address that is not said is left to coturn.
    package let settings: RelaySettings
    /// Shared with Duet.
    package let secret: String
    /// Where coturn keeps what it needs; nil leaves it to coturn.
    package let folder: String?

    /// One call takes up to six for each of its two: UDP, TCP and TLS, and twice that while it looks for another way.
    private static let allocations = 600
    private static let allocationsOfPerson = 24
    /// For each allocation and direction. Opus at its best takes 64 kbytes in four seconds.
    private static let bytesPerSecond = 64_000

    package init(_ settings: RelaySettings, secret: String, folder: String? = nil) {
        (self.settings, self.secret, self.folder) = (settings, secret, folder)
    }

    /// The file, every line with its reason.
    package var text: String {
        sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var sections: [[String]] {
        [credentials, listening, relaying, quiet, quotas, denied, files].filter { !$0.isEmpty }
    }

    private var credentials: [String] {
        [
            "# Who may use it: whoever has credentials of Duet, which end by themselves.",
            "use-auth-secret",
            "static-auth-secret=\(secret)",
            "realm=\(settings.host)",
            "# A number that goes along with each request ends as well, so that none can be recorded and used again.",
            "stale-nonce=600",
        ]
    }

    private var listening: [String] {
        var lines = ["# TURN and STUN, over UDP and TCP.", "listening-port=\(settings.port)"]
        if let tls = settings.tls {
            lines += [
                "# TURN over TLS, for networks that let nothing else out. Browsers speak no DTLS to a relay.",
                "tls-listening-port=\(tls.port)", "cert=\(tls.files.certificate)", "pkey=\(tls.files.key)",
                "no-tlsv1", "no-tlsv1_1", "no-dtls",
            ]
        } else {
            lines += ["# There is no certificate.", "no-tls", "no-dtls"]
        }
        return lines
    }

    private var relaying: [String] {
        let (address, ports) = (settings.address, settings.ports)
        var lines: [String] = []
        if let address { lines += ["# What is relayed: this address, and no IPv6.", "relay-ip=\(address)"] }
        if let publicAddress = settings.publicAddress {
            lines += [
                "# A NAT stands in between; it must pass on the ports below as they are.",
                "external-ip=\(publicAddress)" + (address.map { "/\($0)" } ?? ""),
            ]
        }
        return lines + [
            "# The ports of what is relayed, UDP only: audio needs no other.",
            "min-port=\(ports.lowerBound)", "max-port=\(ports.upperBound)", "no-tcp-relay",
        ]
    }

    private var quiet: [String] {
        [
            "# Nothing to log in to, and nothing that tells strangers more than they need or answers with more than was asked.",
            "no-cli", "no-software-attribute", "no-rfc5780", "no-stun-backward-compatibility",
            "response-origin-only-with-rfc5780",
            "# A checksum, by which messages are told from audio.",
            "fingerprint",
        ]
    }

    private var quotas: [String] {
        [
            "# How many addresses it lends in all, and to one person; and bytes a second for each.",
            "total-quota=\(Self.allocations)", "user-quota=\(Self.allocationsOfPerson)",
            "max-bps=\(Self.bytesPerSecond)",
        ]
    }

    private var denied: [String] {
        var lines = ["# Where it carries nothing: addresses that no caller has.", "no-multicast-peers"]
        func deny(_ ranges: [AddressRange]) {
            for range in ranges { lines += ["# \(range.meaning)", "denied-peer-ip=\(range)"] }
        }
        deny(AddressRange.neverPeers)
        if settings.reachesPrivateNetworks {
            lines.append("# Private networks are not denied: people in one with the relay are to use it.")
        } else {
            lines.append("# And addresses that only machines near the relay have.")
            deny(AddressRange.privatePeers)
        }
        if let address = settings.address {
            lines += [
                "# Except its own, for two who both depend on it. So every UDP port of this address can be reached through it:",
                "# a firewall that lets this machine reach itself should leave them to the relay (ports \(settings.ports.lowerBound)-\(settings.ports.upperBound)).",
                "allowed-peer-ip=\(address)",
            ]
        }
        return lines
    }

    private var files: [String] {
        guard let folder else { return [] }
        return [
            "# Its own files, and no log of who called whom.",
            "userdb=\(folder)/turndb", "pidfile=\(folder)/turnserver.pid", "log-file=stdout",
        ]
    }
}
