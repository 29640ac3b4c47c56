import Foundation

/// An address and a port, as they stand in STUN messages.
package struct StunAddress: Hashable, Sendable {
    /// RFC 8489 section 14.1.
    package enum Family: UInt8, Sendable {
        case ipv4 = 0x01
        case ipv6 = 0x02

        fileprivate var length: Int {
            switch self {
            case .ipv4: 4
            case .ipv6: 16
            }
        }
    }

    /// Four or sixteen, in the order of the network.
    package let bytes: [UInt8]
    /// The port.
    package let port: UInt16

    /// Which addresses these are.
    package var family: Family { bytes.count == Family.ipv4.length ? .ipv4 : .ipv6 }

    /// Reads an address: IPv4, or IPv6 without brackets.
    package init?(_ text: String, port: UInt16) {
        var four = [UInt8](repeating: 0, count: Family.ipv4.length)
        var six = [UInt8](repeating: 0, count: Family.ipv6.length)
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = four
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = six
        } else {
            return nil
        }
        self.port = port
    }

    /// Reads the value of an attribute like XOR-MAPPED-ADDRESS (RFC 8489 section 14.2).
    init?(exclusiveOr value: [UInt8], _ transaction: StunMessage.Transaction) {
        guard value.count > 4, let family = Family(rawValue: value[1]), value.count == 4 + family.length
        else {
            return nil
        }
        let mask = transaction.mask
        port = UInt16(value[2] ^ mask[0]) << 8 | UInt16(value[3] ^ mask[1])
        bytes = zip(value[4...], mask).map { $0 ^ $1 }
    }

    /// The value of such an attribute.
    func exclusiveOr(_ transaction: StunMessage.Transaction) -> [UInt8] {
        let mask = transaction.mask
        return [0, family.rawValue, UInt8(port >> 8) ^ mask[0], UInt8(truncatingIfNeeded: port) ^ mask[1]]
            + zip(bytes, mask).map { $0 ^ $1 }
    }
}
