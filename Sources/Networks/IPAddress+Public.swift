extension IPAddress {
    /// Global unicast, the only part of IPv6 in which public hosts are (RFC 4291 section 2.4, IANA).
    private static let global6 = IPNetwork("2000::/3")
    /// IPv4 by way of a translator, where a network has nothing but IPv6 (RFC 6052 section 2.1).
    private static let translated = IPNetwork("64:ff9b::/96")

    /// May a public host have this address? Where an address of IPv6 carries one of IPv4 through a translator, that one
    /// counts.
    package var isPublic: Bool {
        if Self.translated?.contains(self) == true { return IPAddress(bytes: bytes.suffix(4)).isPublic }
        guard bitCount == 32 || Self.global6?.contains(self) == true else { return false }
        return !SpecialNetwork.all.contains { $0.network.contains(self) }
    }
}
