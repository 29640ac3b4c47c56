import NIOCore

/// One attribute of a STUN message (RFC 8489 section 14, RFC 8656 section 18).
package struct StunAttribute: Hashable, Sendable {
    /// Those that are written or read here.
    enum Kind: UInt16 {
        case username = 0x0006
        case messageIntegrity = 0x0008
        case errorCode = 0x0009
        case lifetime = 0x000D
        case xorPeerAddress = 0x0012
        case data = 0x0013
        case realm = 0x0014
        case nonce = 0x0015
        case xorRelayedAddress = 0x0016
        case requestedAddressFamily = 0x0017
        case requestedTransport = 0x0019
        case xorMappedAddress = 0x0020
    }

    let type: UInt16
    let value: [UInt8]

    init(type: UInt16, value: [UInt8]) {
        (self.type, self.value) = (type, value)
    }

    private init(_ kind: Kind, _ value: [UInt8]) {
        self.init(type: kind.rawValue, value: value)
    }

    static let messageIntegrity = Kind.messageIntegrity.rawValue

    /// Who asks.
    package static func username(_ text: String) -> Self { Self(.username, Array(text.utf8)) }
    /// As the server named it.
    package static func realm(_ text: [UInt8]) -> Self { Self(.realm, text) }
    /// As the server gave it.
    package static func nonce(_ text: [UInt8]) -> Self { Self(.nonce, text) }
    /// A relay of UDP, which is protocol 17.
    package static let relayOfUDP = Self(.requestedTransport, [17, 0, 0, 0])
    /// The family of the address that is to be relayed.
    package static func family(_ family: StunAddress.Family) -> Self {
        Self(.requestedAddressFamily, [family.rawValue, 0, 0, 0])
    }
    /// In seconds; zero gives an allocation back.
    package static func lifetime(_ seconds: UInt32) -> Self {
        Self(.lifetime, withUnsafeBytes(of: seconds.bigEndian) { Array($0) })
    }
    /// With whom an allocation is to exchange data.
    package static func peer(_ address: StunAddress, in transaction: StunMessage.Transaction) -> Self {
        Self(.xorPeerAddress, address.exclusiveOr(transaction))
    }
    /// What is relayed.
    package static func data(_ bytes: [UInt8]) -> Self { Self(.data, bytes) }
}

extension StunMessage {
    /// The server's realm.
    package var realm: [UInt8]? { value(.realm) }
    /// What the server wants to see in the next request.
    package var nonce: [UInt8]? { value(.nonce) }
    /// What was relayed.
    package var data: [UInt8]? { value(.data) }
    /// The address from which a request came.
    package var mappedAddress: StunAddress? { address(.xorMappedAddress) }
    /// The address that an allocation relays.
    package var relayedAddress: StunAddress? { address(.xorRelayedAddress) }

    /// Why a request was refused (RFC 8489 section 14.8); 0 when an error does not say.
    package var errorCode: Int {
        guard let value = value(.errorCode), value.count >= 4 else { return 0 }
        return Int(value[2] & 0x07) * 100 + Int(value[3])
    }

    private func address(_ kind: StunAttribute.Kind) -> StunAddress? {
        value(kind).flatMap { StunAddress(exclusiveOr: $0, transaction) }
    }

    private func value(_ kind: StunAttribute.Kind) -> [UInt8]? {
        attributes.first { $0.type == kind.rawValue }?.value
    }
}
