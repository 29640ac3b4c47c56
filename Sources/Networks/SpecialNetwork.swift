/// Addresses that are no public host's (IANA's registries of special-purpose addresses, RFC 6890 and RFC 8190).
package struct SpecialNetwork: Hashable, Sendable {
    /// What is there.
    package enum Kind: Hashable, Sendable {
        /// Nothing that could be gone to from elsewhere, whatever the network.
        case nobody
        /// What machines near this one have, which its network hides from everybody else.
        case hidden
        /// Examples in documents, which laboratories use as their internet, and ways that were given up.
        case unused
    }

    /// Its addresses.
    package let network: IPNetwork
    /// What is there.
    package let kind: Kind
    /// What is there, for people.
    package let meaning: String

    private init?(_ network: String, _ kind: Kind, _ meaning: String) {
        guard let network = IPNetwork(network) else { return nil }
        (self.network, self.kind, self.meaning) = (network, kind, meaning)
    }

    /// All that there are. What IPv6 has beside these and its global addresses is nobody's: see ``IPAddress/isPublic``.
    package static let all = [
        SpecialNetwork("0.0.0.0/8", .nobody, "\"this network\", by which Linux reaches itself"),
        SpecialNetwork("127.0.0.0/8", .nobody, "the machine itself"),
        SpecialNetwork(
            "169.254.0.0/16", .nobody, "link-local; clouds tell their secrets at 169.254.169.254"),
        SpecialNetwork("192.0.0.0/24", .nobody, "protocol assignments"),
        SpecialNetwork("198.18.0.0/15", .nobody, "benchmarks"),
        SpecialNetwork("224.0.0.0/4", .nobody, "multicast"),
        SpecialNetwork("240.0.0.0/4", .nobody, "reserved, and broadcast"),
        SpecialNetwork("::1", .nobody, "the machine itself"),
        SpecialNetwork("64:ff9b::/96", .nobody, "IPv4 by way of a translator (NAT64)"),
        SpecialNetwork("64:ff9b:1::/48", .nobody, "the same, of one's own"),
        SpecialNetwork("2002::/16", .nobody, "IPv4 inside IPv6 (6to4)"),
        SpecialNetwork("fe80::/10", .nobody, "link-local"),
        SpecialNetwork("ff00::/8", .nobody, "multicast"),
        SpecialNetwork("10.0.0.0/8", .hidden, "private"),
        SpecialNetwork("100.64.0.0/10", .hidden, "shared by a provider's customers"),
        SpecialNetwork("172.16.0.0/12", .hidden, "private"),
        SpecialNetwork("192.168.0.0/16", .hidden, "private"),
        SpecialNetwork("fc00::/7", .hidden, "unique local"),
        SpecialNetwork("192.0.2.0/24", .unused, "documents"),
        SpecialNetwork("192.88.99.0/24", .unused, "a way to 6to4, given up (RFC 7526)"),
        SpecialNetwork("198.51.100.0/24", .unused, "documents"),
        SpecialNetwork("203.0.113.0/24", .unused, "documents"),
        SpecialNetwork("2001::/23", .unused, "protocol assignments, Teredo and benchmarks among them"),
        SpecialNetwork("2001:db8::/32", .unused, "documents"),
        SpecialNetwork("3fff::/20", .unused, "documents"),
    ].compactMap(\.self)
}
