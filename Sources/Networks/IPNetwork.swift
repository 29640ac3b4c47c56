/// A network of IP addresses, or one address (RFC 4632 section 3.1, RFC 4291 section 2.3).
package struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
    /// The machine itself: 127.0.0.0/8 and ::1.
    package static let loopback = [IPNetwork("127.0.0.0/8"), IPNetwork("::1")].compactMap(\.self)

    /// The first address in it.
    package let prefix: IPAddress
    private let length: Int
    /// As it was given.
    package let description: String

    /// Reads `10.1.2.3`, `10.0.0.0/8` or `fd00::/8`; nil for anything else, also for bits behind the prefix.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ IPAddress(String($0)) }) else { return nil }
        prefix = address
        description = text
        switch parts.count {
        case 1: length = address.bitCount
        case 2:
            guard parts[1].isDigits, let length = Int(parts[1]), length <= address.bitCount
            else { return nil }
            self.length = length
        default: return nil
        }
        guard address.masked(length) == address else { return nil }
    }

    /// Is this address in it?
    package func contains(_ address: IPAddress) -> Bool {
        address.bitCount == prefix.bitCount && address.masked(length) == prefix
    }

    /// The last address in it.
    package var last: IPAddress {
        IPAddress(
            bytes: prefix.bytes.enumerated().map { place, byte in
                let fixed = min(max(length - 8 * place, 0), 8)
                return byte | UInt8(truncatingIfNeeded: 0xFF >> fixed)
            })
    }
}
