import TLSFiles

/// How coturn is to run as Duet's relay: for people with Duet's credentials only, and to nowhere that its network hides
/// from strangers.
package struct CoturnConfiguration: Hashable, Sendable {
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

    /// Shared with Duet.
    package var secret: String
    /// Shown to clients, which sign with it.
    package var realm: String
    /// UDP and TCP.
    package var port: Int
    /// nil for none.
    package var tls: TLS?
    /// The IPv4 address of this machine that is relayed; nil leaves it to coturn.
    package var address: String?
    /// What the internet knows that address as, when a NAT stands in between.
    package var publicAddress: String?
    /// The UDP ports that are relayed.
    package var ports: ClosedRange<Int>
    /// May people who are in one private network with the relay use it?
    package var reachesPrivateNetworks: Bool
    /// Where coturn keeps what it needs; nil leaves it to coturn.
    package var folder: String?

    /// The ports that are for this (RFC 8656 section 17.3, RFC 6335 section 6).
    package static let usualPort = 3478
    package static let usualTLSPort = 5349
    package static let usualPorts = 49_152...65_535

    /// One call takes up to six for each of its two: UDP, TCP and TLS, and twice that while it looks for another way.
    private static let allocations = 600
    private static let allocationsOfPerson = 24
    /// For each allocation and direction. Opus at its best takes 64 kbytes in four seconds.
    private static let bytesPerSecond = 64_000

    package init(
        secret: String, realm: String, port: Int = usualPort, tls: TLS? = nil, address: String? = nil,
        publicAddress: String? = nil, ports: ClosedRange<Int> = usualPorts,
        reachesPrivateNetworks: Bool = false,
        folder: String? = nil
    ) {
        self.secret = secret
        self.realm = realm
        self.port = port
        self.tls = tls
        self.address = address
        self.publicAddress = publicAddress
        self.ports = ports
        self.reachesPrivateNetworks = reachesPrivateNetworks
        self.folder = folder
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
            "realm=\(realm)",
            "# A number that goes along with each request ends as well, so that none can be recorded and used again.",
            "stale-nonce=600",
        ]
    }

    private var listening: [String] {
        var lines = ["# TURN and STUN, over UDP and TCP.", "listening-port=\(port)"]
        if let tls {
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
        var lines: [String] = []
        if let address {
            lines += ["# What is relayed: this address, and no IPv6.", "relay-ip=\(address)"]
            if let publicAddress {
                lines += [
                    "# A NAT stands in between; it must pass on the ports below as they are.",
                    "external-ip=\(publicAddress)/\(address)",
                ]
            }
        }
        if address == nil, let publicAddress {
            lines += [
                "# A NAT stands in between; it must pass on the ports below as they are.",
                "external-ip=\(publicAddress)",
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
        if reachesPrivateNetworks {
            lines.append("# Private networks are not denied: people in one with the relay are to use it.")
        } else {
            lines.append("# And addresses that only machines near the relay have.")
            deny(AddressRange.privatePeers)
        }
        if let address {
            lines += [
                "# Except its own, for two who both depend on it. So every UDP port of this address can be reached through it:",
                "# a firewall that lets this machine reach itself should leave them to the relay (ports \(ports.lowerBound)-\(ports.upperBound)).",
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
