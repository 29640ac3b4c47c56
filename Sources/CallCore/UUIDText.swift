/// The textual form of a UUID (RFC 9562 section 4): 8-4-4-4-12 hexadecimal digits. Read in any letter case,
/// written in lower case.
///
/// `CallCore` uses the standard library only, so this is the form and not Foundation's type.
enum UUIDText {
    /// Bytes of the text.
    static let length = 36

    /// - Returns: The 128 bits, or nil when the text is not the form.
    static func parse(_ text: String) -> UInt128? {
        var text = text
        return text.withUTF8 { parse(UnsafeRawBufferPointer($0)) }
    }

    /// - Returns: The 128 bits, or nil when the bytes are not the form.
    static func parse(_ bytes: UnsafeRawBufferPointer) -> UInt128? {
        guard bytes.count == length else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for index in 0..<length {
            let byte = bytes[index]
            switch index {
            case 8, 13, 18, 23:
                guard byte == UInt8(ascii: "-") else { return nil }
            case ..<18:
                guard let digit = digit(byte) else { return nil }
                high = high << 4 | digit
            default:
                guard let digit = digit(byte) else { return nil }
                low = low << 4 | digit
            }
        }
        return UInt128(high) << 64 | UInt128(low)
    }

    /// The text of 128 bits.
    static func format(_ value: UInt128) -> String {
        String(unsafeUninitializedCapacity: length) { buffer in
            write(value, to: buffer)
            return length
        }
    }

    /// Puts the text of 128 bits behind what is there.
    static func append(_ value: UInt128, to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length) { buffer in
            write(value, to: buffer)
            bytes.append(contentsOf: buffer)
        }
    }

    /// 128 random bits of which six say that they are random (RFC 9562 section 5.4).
    static func random() -> UInt128 {
        let isVersion4: UInt128 = 0x4 << 76
        let isVariant: UInt128 = 0b10 << 62
        let others = ~((0xF as UInt128) << 76 | (0b11 as UInt128) << 62)
        return UInt128.random(in: .min ... .max) & others | isVersion4 | isVariant
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// - Parameter buffer: At least ``length`` bytes.
    private static func write(_ value: UInt128, to buffer: UnsafeMutableBufferPointer<UInt8>) {
        var high = UInt64(truncatingIfNeeded: value >> 64)
        var low = UInt64(truncatingIfNeeded: value)
        for index in (0..<length).reversed() {
            switch index {
            case 8, 13, 18, 23:
                buffer[index] = UInt8(ascii: "-")
            case ..<18:
                buffer[index] = character(high & 0xF)
                high >>= 4
            default:
                buffer[index] = character(low & 0xF)
                low >>= 4
            }
        }
    }

    private static func character(_ digit: UInt64) -> UInt8 {
        let digit = UInt8(truncatingIfNeeded: digit)
        return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
