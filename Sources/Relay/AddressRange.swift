/// Addresses to which a relay must not carry anything, or only when its operator wants it to.
package struct AddressRange: Hashable, Sendable, CustomStringConvertible {
    /// As coturn takes it: one address, or the first and the last with a hyphen between them.
    package let description: String
    /// What is there.
    package let meaning: String

    private init(_ description: String, _ meaning: String) {
        (self.description, self.meaning) = (description, meaning)
    }

    /// What no caller has, whatever the network (IANA's registries of special-purpose addresses, RFC 6890).
    package static let neverPeers = [
        // To coturn 0.0.0.0 or :: alone is every address; those two it denies by itself.
        AddressRange("0.0.0.0-0.255.255.255", "\"this network\", by which Linux reaches itself"),
        AddressRange("127.0.0.0-127.255.255.255", "the machine itself"),
        AddressRange(
            "169.254.0.0-169.254.255.255", "link-local; clouds tell their secrets at 169.254.169.254"),
        AddressRange("192.0.0.0-192.0.0.255", "protocol assignments"),
        AddressRange("198.18.0.0-198.19.255.255", "benchmarks"),
        AddressRange("224.0.0.0-239.255.255.255", "multicast"),
        AddressRange("240.0.0.0-255.255.255.255", "reserved, and broadcast"),
        AddressRange("::1", "the machine itself"),
        AddressRange(
            "::ffff:0.0.0.0-::ffff:255.255.255.255",
            "IPv4 inside IPv6, which passes by the lines above (CVE-2026-27624)"
        ),
        AddressRange("64:ff9b::-64:ff9b::ffff:ffff", "IPv4 by way of a translator (NAT64)"),
        AddressRange("64:ff9b:1::-64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "the same, of one's own"),
        AddressRange("2002::-2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "IPv4 inside IPv6 (6to4)"),
        AddressRange("fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "link-local"),
        AddressRange("ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "multicast"),
    ]

    /// What machines near the relay have, which its network hides from everybody else. Callers who are in the same
    /// private network as the relay have one, too.
    package static let privatePeers = [
        AddressRange("10.0.0.0-10.255.255.255", "private"),
        AddressRange("100.64.0.0-100.127.255.255", "shared by a provider's customers"),
        AddressRange("172.16.0.0-172.31.255.255", "private"),
        AddressRange("192.168.0.0-192.168.255.255", "private"),
        AddressRange("fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "unique local"),
    ]
}
