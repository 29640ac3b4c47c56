import Crypto
import NIOCore

/// A STUN message (RFC 8489 section 5), as far as a client of STUN (RFC 8489) and TURN (RFC 8656) needs it.
package struct StunMessage: Hashable, Sendable {
    /// What a message is for.
    package enum Kind: UInt16, CaseIterable, Sendable {
        case request = 0x0000
        case indication = 0x0010
        case success = 0x0100
        case error = 0x0110
    }

    /// What it is about (RFC 8489 section 18.2, RFC 8656 section 17).
    package enum Method: UInt16, CaseIterable, Sendable {
        case binding = 0x001
        case allocate = 0x003
        case refresh = 0x004
        case send = 0x006
        case data = 0x007
        case createPermission = 0x008
    }

    /// What tells which response belongs to which request: 96 random bits.
    package struct Transaction: Hashable, Sendable {
        fileprivate let bytes: [UInt8]

        fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

        /// A new one.
        package init() {
            var random = SystemRandomNumberGenerator()
            bytes = (0..<Self.length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        }

        fileprivate static let length = 12

        /// What addresses are hidden under: the magic cookie, and behind it the transaction.
        var mask: [UInt8] { withUnsafeBytes(of: magicCookie.bigEndian) { Array($0) } + bytes }
    }

    /// What it is for.
    package let kind: Kind
    /// What it is about.
    package let method: Method
    /// Which request it is, or answers.
    package let transaction: Transaction
    /// In the order in which they stand in the message; those behind a MESSAGE-INTEGRITY are not among them.
    package var attributes: [StunAttribute]

    /// A message.
    package init(
        _ kind: Kind, _ method: Method, transaction: Transaction = Transaction(),
        _ attributes: [StunAttribute] = []
    ) {
        (self.kind, self.method, self.transaction, self.attributes) = (kind, method, transaction, attributes)
    }

    static let headerLength = 20
    fileprivate static let magicCookie: UInt32 = 0x2112_A442
    private static let integrityLength = 20

    // MARK: Writing

    /// The message's bytes.
    /// - Parameter key: Makes a MESSAGE-INTEGRITY with it (RFC 8489 section 14.5).
    package func encoded(key: StunKey? = nil) -> ByteBuffer {
        var body = ByteBuffer()
        for attribute in attributes { Self.write(attribute.type, attribute.value, into: &body) }
        guard let key else { return header(length: body.readableBytes, before: body) }
        // The length that is signed counts the signature.
        let signed = header(length: body.readableBytes + 4 + Self.integrityLength, before: body)
        var whole = signed
        Self.write(StunAttribute.messageIntegrity, key.sign(signed), into: &whole)
        return whole
    }

    private func header(length: Int, before body: ByteBuffer) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeInteger(method.rawValue | kind.rawValue)
        buffer.writeInteger(UInt16(length))
        buffer.writeInteger(Self.magicCookie)
        buffer.writeBytes(transaction.bytes)
        buffer.writeImmutableBuffer(body)
        return buffer
    }

    private static func write(_ type: UInt16, _ value: [UInt8], into buffer: inout ByteBuffer) {
        buffer.writeInteger(type)
        buffer.writeInteger(UInt16(value.count))
        buffer.writeBytes(value)
        buffer.writeRepeatingByte(0, count: padding(value.count))
    }

    private static func padding(_ length: Int) -> Int { (4 - length % 4) % 4 }

    // MARK: Reading

    /// How long the message is that begins here: in all, with its header.
    /// - Returns: nil when this is the beginning of no STUN message, or there is too little to tell.
    static func length(at buffer: ByteBuffer) -> Int? {
        guard let type = buffer.getInteger(at: buffer.readerIndex, as: UInt16.self), type & 0xC000 == 0,
            let length = buffer.getInteger(at: buffer.readerIndex + 2, as: UInt16.self)
        else { return nil }
        return headerLength + Int(length)
    }

    /// Reads a whole message.
    /// - Parameter key: The message must be signed with it, unless it is an error; without it a signature is not looked at.
    /// - Returns: nil when it is none, is of a method that is not known here, or its signature is wrong.
    package init?(_ buffer: ByteBuffer, key: StunKey? = nil) {
        var rest = buffer
        guard let type = rest.readInteger(as: UInt16.self), let length = rest.readInteger(as: UInt16.self),
            rest.readInteger(as: UInt32.self) == Self.magicCookie,
            let transaction = rest.readBytes(length: Transaction.length), rest.readableBytes == Int(length),
            length.isMultiple(of: 4), let kind = Kind(rawValue: type & 0x0110),
            let method = Method(rawValue: type & ~0x0110)
        else { return nil }
        var attributes: [StunAttribute] = []
        var isSigned = false
        while rest.readableBytes > 0 {
            let place = rest.readerIndex
            guard let type = rest.readInteger(as: UInt16.self),
                let length = rest.readInteger(as: UInt16.self),
                let value = rest.readBytes(length: Int(length)),
                rest.readBytes(length: Self.padding(Int(length))) != nil
            else { return nil }
            guard type != StunAttribute.messageIntegrity else {
                isSigned = true
                guard let key else { break }
                guard let signed = Self.signed(buffer, before: place), key.isSignature(value, of: signed)
                else { return nil }
                break
            }
            attributes.append(StunAttribute(type: type, value: value))
        }
        // Whoever has the key is told nothing by others. A refusal may come before there is a key on the other side.
        guard key == nil || isSigned || kind == .error else { return nil }
        self.init(kind, method, transaction: Transaction(bytes: transaction), attributes)
    }

    /// What a signature at this place signs: everything before it, as if the message ended with it.
    /// - Returns: nil when it is longer than a message can be.
    private static func signed(_ buffer: ByteBuffer, before place: Int) -> ByteBuffer? {
        let before = place - buffer.readerIndex
        guard let length = UInt16(exactly: before - headerLength + 4 + integrityLength),
            var signed = buffer.getSlice(at: buffer.readerIndex, length: before)
        else { return nil }
        signed.setInteger(length, at: signed.readerIndex + 2)
        return signed
    }
}

/// What a client and a server sign messages with (RFC 8489 section 9.2.2).
package struct StunKey: Hashable, Sendable {
    private let bytes: [UInt8]

    /// The key of a long-term credential. Time-limited credentials are used like one.
    package init(username: String, realm: String, password: String) {
        bytes = Array(Insecure.MD5.hash(data: Array("\(username):\(realm):\(password)".utf8)))
    }

    func sign(_ message: ByteBuffer) -> [UInt8] {
        Array(
            HMAC<Insecure.SHA1>.authenticationCode(
                for: Array(message.readableBytesView), using: SymmetricKey(data: bytes)))
    }

    func isSignature(_ signature: [UInt8], of message: ByteBuffer) -> Bool {
        HMAC<Insecure.SHA1>.isValidAuthenticationCode(
            signature, authenticating: Array(message.readableBytesView), using: SymmetricKey(data: bytes))
    }
}
