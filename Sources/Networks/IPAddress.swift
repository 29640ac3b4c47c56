import Foundation

/// An IP address, in the one form that all its spellings share. An IPv4 address inside IPv6
/// (RFC 4291 section 2.5.5.2) is the IPv4 address.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    private static let mappedPrefix = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
    private static let loopback6 = [UInt8](repeating: 0, count: 15) + [1]

    /// Four or sixteen, in the order of the network.
    package let bytes: [UInt8]

    /// Reads an address: four decimal octets, or IPv6 without brackets.
    package init?(_ text: String) {
        // To C the text would end there.
        guard !text.utf8.contains(0) else { return nil }
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            let all = withUnsafeBytes(of: six) { Array($0) }
            bytes = all.starts(with: Self.mappedPrefix) ? Array(all.suffix(4)) : all
        } else {
            return nil
        }
    }

    /// - Parameter bytes: Four or sixteen, in the order of the network.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// As people write it (RFC 5952).
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        inet_ntop(family, bytes, &text, socklen_t(text.count))
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// 32 or 128.
    package var bitCount: Int { 8 * bytes.count }

    /// The address with nothing behind so many bits.
    package func masked(_ length: Int) -> IPAddress {
        IPAddress(
            bytes: bytes.enumerated().map { place, byte in
                let kept = min(max(length - 8 * place, 0), 8)
                return byte & ~UInt8(truncatingIfNeeded: 0xFF >> kept)
            })
    }

    /// Is this the machine itself? 127.0.0.0/8 (RFC 1122 section 3.2.1.3) or ::1.
    package var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes == Self.loopback6
    }

    /// The name of its network.
    package var networkName: String { network.bytes.map { String($0, radix: 16) }.joined(separator: ":") }

    /// What one customer of a provider holds: an IPv4 address, or the 64 bits in front of an IPv6
    /// address's interface identifier (RFC 4291 section 2.5.1), which anybody can choose anew.
    package var network: IPAddress {
        bytes.count == 4 ? self : IPAddress(bytes: bytes.prefix(8) + [UInt8](repeating: 0, count: 8))
    }
}

extension String {
    /// Four decimal octets?
    package var isIPv4Address: Bool { IPAddress(self)?.bitCount == 32 && !contains(":") }
}
