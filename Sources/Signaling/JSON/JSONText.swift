/// How the bytes of a JSON string are read and compared (RFC 8259 sections 7 and 8.3).
enum JSONText {
    /// The next quote, backslash or control character at or after a position; the end when there is none.
    ///
    /// Looks at eight bytes at once. Each of the three tests lights the top bit of the bytes it is true for; a
    /// borrow can light a wrong one only above a right one, and the lowest is the one that counts.
    static func endOfPlainRun(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        var position = start
        while position + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            let controls = (word &- ones &* 0x20) & ~word
            let found =
                (((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes) | controls) & tops
            if found != 0 { return position + found.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
            position += 1
        }
        return position
    }

    /// Lends the bytes that a string means.
    static func withText<Result>(
        of string: JSONToken, in bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        let spelling = UnsafeRawBufferPointer(rebasing: bytes[string.range])
        return string.kind == .escapedString ? unescaped(spelling).withUnsafeBytes(body) : body(spelling)
    }

    /// What a string means that the scanner has found well-formed. Never longer than its spelling, in which two
    /// bytes stand for one, six for at most three, and twelve for four.
    static func unescaped(_ spelling: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: spelling.count) { buffer, count in
            let text = UnsafeMutableRawBufferPointer(buffer)
            var position = 0
            while position < spelling.count {
                let run = position..<endOfPlainRun(spelling, from: position)
                let target = UnsafeMutableRawBufferPointer(rebasing: text[count..<count + run.count])
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: spelling[run]))
                count += run.count
                position = run.upperBound
                guard position + 1 < spelling.count else { return }
                for byte in escape(spelling, at: &position) {
                    text[count] = byte
                    count += 1
                }
            }
        }
    }

    /// The bytes that an escape stands for. Steps over it.
    private static func escape(
        _ spelling: UnsafeRawBufferPointer, at position: inout Int
    ) -> UTF8.EncodedScalar {
        let letter = spelling[position + 1]
        position += 2
        if let byte = meaning(of: letter) { return UTF8.EncodedScalar(CollectionOfOne(byte)) }
        // The scanner lets nothing pass that is neither; were it to, a byte must not become three.
        guard let unit = codeUnit(spelling, at: position) else { return UTF8.EncodedScalar() }
        position += 4
        var point = UInt32(unit)
        if UTF16.isLeadSurrogate(unit), let trail = codeUnit(spelling, at: position + 2) {
            position += 6
            point = 0x1_0000 + (UInt32(unit & 0x3FF) << 10 | UInt32(trail & 0x3FF))
        }
        return Unicode.Scalar(point).flatMap(UTF8.encode) ?? UTF8.encodedReplacementCharacter
    }

    /// What a backslash and a letter mean; nil when they mean nothing, and for `u`, which has digits behind it.
    static func meaning(of letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// Four hexadecimal digits; nil when they are not.
    static func codeUnit(_ bytes: UnsafeRawBufferPointer, at position: Int) -> UInt16? {
        guard position + 4 <= bytes.count else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = hexDigit(byte) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    // MARK: Comparing

    static func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count else { return false }
        var position = 0
        while position + 8 <= left.count {
            let words = (
                left.loadUnaligned(fromByteOffset: position, as: UInt64.self),
                right.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            )
            guard words.0 == words.1 else { return false }
            position += 8
        }
        while position < left.count {
            guard left[position] == right[position] else { return false }
            position += 1
        }
        return true
    }

    static func isEqual(_ bytes: UnsafeRawBufferPointer, _ text: String) -> Bool {
        guard bytes.count == text.utf8.count else { return false }
        var text = text
        return text.withUTF8 { isEqual(bytes, UnsafeRawBufferPointer($0)) }
    }
}
