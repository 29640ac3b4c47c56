import Networks

/// Addresses to which a relay must not carry anything, or only when its operator wants it to.
package struct AddressRange: Hashable, Sendable, CustomStringConvertible {
    /// As coturn takes it: one address, or the first and the last with a hyphen between them.
    package let description: String
    /// What is there.
    package let meaning: String

    private init(_ description: String, _ meaning: String) {
        (self.description, self.meaning) = (description, meaning)
    }

    // To coturn 0.0.0.0 or :: alone is every address; those two it denies by itself.
    private init(_ special: SpecialNetwork) {
        let (first, last) = (special.network.prefix, special.network.last)
        self.init(first == last ? "\(first)" : "\(first)-\(last)", special.meaning)
    }

    /// What no caller has, whatever the network.
    package static let neverPeers =
        of(.nobody) + [
            AddressRange(
                "::ffff:0.0.0.0-::ffff:255.255.255.255",
                "IPv4 inside IPv6, which passes by the lines above (CVE-2026-27624)")
        ]

    /// What machines near the relay have, which its network hides from everybody else. Callers who are in the same
    /// private network as the relay have one, too.
    package static let privatePeers = of(.hidden)

    private static func of(_ kind: SpecialNetwork.Kind) -> [AddressRange] {
        SpecialNetwork.all.filter { $0.kind == kind }.map(AddressRange.init)
    }
}
