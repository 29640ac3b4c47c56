import NIOCore

/// What stands before the payload of a client's frame (RFC 6455 §5.2).
struct FrameHeader: Equatable {
    let opcode: FrameOpcode
    let isFinal: Bool
    /// Of the payload, in bytes.
    let length: Int
    /// What the payload was masked with (RFC 6455 §5.3), its first byte the highest.
    let mask: UInt32

    /// The longest payload of a control frame (RFC 6455 §5.5), and of any frame that says so in its second byte.
    private static let longestShortPayload: UInt8 = 125

    /// Takes a header off the front.
    ///
    /// Each rule is checked as soon as the bytes are there that it speaks of: whoever breaks one hears of it at
    /// once, and not when a payload has come that nobody wants.
    /// - Returns: nil while a part of it is missing.
    static func take(
        from buffer: inout ByteBuffer, maxPayloadBytes: Int
    ) throws(WebSocketViolation) -> FrameHeader? {
        var rest = buffer
        guard let first = rest.readInteger(as: UInt8.self) else { return nil }
        let isFinal = first & 0x80 != 0
        // No extension was agreed on that could give the reserved bits a meaning.
        guard first & 0x70 == 0, let opcode = FrameOpcode(rawValue: first & 0x0F),
            isFinal || !opcode.isControl
        else { throw .protocolError }
        guard let second = rest.readInteger(as: UInt8.self) else { return nil }
        // RFC 6455 §5.1: a client masks.
        guard second & 0x80 != 0 else { throw .protocolError }
        let short = second & 0x7F
        if opcode.isControl, short > self.longestShortPayload { throw .protocolError }
        // RFC 6455 §5.5.1: a Close says nothing, or begins with a status of two bytes.
        if opcode == .close, short == 1 { throw .protocolError }
        guard let length = try self.length(short, from: &rest) else { return nil }
        guard length <= maxPayloadBytes else { throw .frameTooLarge }
        guard let mask = rest.readInteger(as: UInt32.self) else { return nil }
        buffer = rest
        return FrameHeader(opcode: opcode, isFinal: isFinal, length: length, mask: mask)
    }

    /// RFC 6455 §5.2: the shortest of the three forms is the only one, and the highest bit of the longest is 0.
    private static func length(
        _ short: UInt8, from rest: inout ByteBuffer
    ) throws(WebSocketViolation) -> Int? {
        switch short {
        case 126:
            guard let word = rest.readInteger(as: UInt16.self) else { return nil }
            guard word > self.longestShortPayload else { throw .protocolError }
            return Int(word)
        case 127:
            guard let word = rest.readInteger(as: UInt64.self) else { return nil }
            guard word > UInt16.max, let length = Int(exactly: word) else { throw .protocolError }
            return length
        default:
            return Int(short)
        }
    }
}
