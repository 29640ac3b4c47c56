import NIOCore

/// One frame as it stands on the wire (RFC 6455 §5.2), written and read by hand so that the tests do not
/// share a mistake with the code under test.
struct RawFrame: Equatable {
    static let continuation: UInt8 = 0x0
    static let text: UInt8 = 0x1
    static let binary: UInt8 = 0x2
    static let close: UInt8 = 0x8
    static let ping: UInt8 = 0x9
    static let pong: UInt8 = 0xA

    var opcode: UInt8
    var payload: [UInt8] = []
    var isFinal = true
    var reservedBits: UInt8 = 0
    var isMasked = true
    /// What the header says, if not the truth.
    var announcedLength: UInt64?
    /// In how many bytes behind the second one the header says it: 0, 2 or 8; the fewest that do, if not told.
    var lengthBytes: Int?

    static func text(_ text: String, isFinal: Bool = true) -> RawFrame {
        RawFrame(opcode: self.text, payload: Array(text.utf8), isFinal: isFinal)
    }

    static func close(_ code: UInt16, _ reason: String = "") -> RawFrame {
        RawFrame(opcode: self.close, payload: [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8))
    }

    /// What the peer of a client sees: unmasked.
    var fromServer: RawFrame {
        var frame = self
        frame.isMasked = false
        return frame
    }

    var bytes: [UInt8] {
        let mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        let maskBit: UInt8 = self.isMasked ? 0x80 : 0
        var bytes: [UInt8] = [(self.isFinal ? 0x80 : 0) | self.reservedBits << 4 | self.opcode]
        let length = self.announcedLength ?? UInt64(self.payload.count)
        switch self.lengthBytes ?? (length < 126 ? 0 : length < 65536 ? 2 : 8) {
        case 0:
            bytes.append(maskBit | UInt8(length))
        case 2:
            bytes += [maskBit | 126, UInt8(length >> 8), UInt8(length & 0xFF)]
        default:
            bytes.append(maskBit | 127)
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) }
        }
        guard self.isMasked else { return bytes + self.payload }
        return bytes + mask + self.payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    /// Takes a whole frame of the server off the front, if there is one. A masked one is taken as it is.
    static func take(from buffer: inout ByteBuffer) -> RawFrame? {
        var rest = buffer
        guard let first = rest.readInteger(as: UInt8.self), let second = rest.readInteger(as: UInt8.self)
        else { return nil }
        let length: Int
        switch second & 0x7F {
        case 126:
            guard let word = rest.readInteger(as: UInt16.self) else { return nil }
            length = Int(word)
        case 127:
            guard let word = rest.readInteger(as: UInt64.self) else { return nil }
            length = Int(word)
        case let short:
            length = Int(short)
        }
        guard let payload = rest.readBytes(length: length) else { return nil }
        buffer = rest
        return RawFrame(
            opcode: first & 0x0F, payload: payload, isFinal: first & 0x80 != 0,
            reservedBits: first >> 4 & 0x07, isMasked: second & 0x80 != 0)
    }
}
