import RateLimits

/// Reads a JSON text once, from the first byte to the last (RFC 8259).
///
/// Strict: nothing before or behind the value but white space, no byte order mark, no half of a surrogate
/// pair (a string that cannot be written in UTF-8 is none), no deeper than `Limits.jsonDepth`, no key
/// twice in one object. The size of a number does not matter here. That the bytes are valid UTF-8 is the business
/// of the frame that brought them.
///
/// The end of the text reads as a NUL byte, which the grammar allows nowhere; so no function needs to ask
/// whether there is a next byte.
struct JSONScanner {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    private var members: JSONMembers

    /// - Throws: What is wrong with the first place at which something is.
    static func scan(_ bytes: UnsafeRawBufferPointer) throws(JSONFault) -> JSONDocument {
        var scanner = JSONScanner(bytes)
        scanner.skipWhitespace()
        let root = try scanner.value(depth: 0)
        scanner.skipWhitespace()
        guard scanner.position == bytes.count else { throw .notJSON }
        return JSONDocument(bytes, root: root, members: scanner.members)
    }

    private init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        self.members = JSONMembers(bytes)
    }

    private var current: UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    @inline(__always)
    private mutating func skipWhitespace() {
        while current <= 0x20 {
            guard current == 0x20 || current == 0x09 || current == 0x0A || current == 0x0D else { return }
            position += 1
        }
    }

    /// Steps over a byte that may be here.
    @inline(__always)
    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    /// Steps over a byte that must be here.
    @inline(__always)
    private mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard take(byte) else { throw .notJSON }
    }

    // MARK: Values

    /// - Parameter depth: How many objects and arrays are open around the value.
    private mutating func value(depth: Int) throws(JSONFault) -> JSONToken {
        switch current {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try literal("true", .boolean)
        case UInt8(ascii: "f"): try literal("false", .boolean)
        case UInt8(ascii: "n"): try literal("null", .null)
        default: throw .notJSON
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONToken {
        guard depth < Limits.jsonDepth else { throw .tooDeep }
        let start = position
        position += 1
        skipWhitespace()
        if take(UInt8(ascii: "}")) { return JSONToken(.object, start..<position) }
        repeat {
            skipWhitespace()
            guard current == UInt8(ascii: "\"") else { throw .notJSON }
            let key = try string()
            skipWhitespace()
            try expect(UInt8(ascii: ":"))
            guard let member = members.insert(key, ofObjectAt: start) else { throw .duplicateKey }
            skipWhitespace()
            members.setValue(try value(depth: depth + 1), of: member)
            skipWhitespace()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return JSONToken(.object, start..<position)
    }

    private mutating func array(depth: Int) throws(JSONFault) -> JSONToken {
        guard depth < Limits.jsonDepth else { throw .tooDeep }
        let start = position
        position += 1
        skipWhitespace()
        if take(UInt8(ascii: "]")) { return JSONToken(.array, start..<position) }
        repeat {
            skipWhitespace()
            _ = try value(depth: depth + 1)
            skipWhitespace()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return JSONToken(.array, start..<position)
    }

    private mutating func literal(
        _ word: StaticString, _ kind: JSONToken.Kind
    ) throws(JSONFault) -> JSONToken {
        let start = position
        for offset in 0..<word.utf8CodeUnitCount { try expect(word.utf8Start[offset]) }
        return JSONToken(kind, start..<position)
    }

    // MARK: Numbers

    /// Section 6: minus, an integer without leading zeros, a fraction, an exponent.
    private mutating func number() throws(JSONFault) -> JSONToken {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        return JSONToken(.number, start..<position)
    }

    /// At least one.
    private mutating func digits() throws(JSONFault) {
        let start = position
        while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(current) { position += 1 }
        guard position > start else { throw .notJSON }
    }

    // MARK: Strings

    private mutating func string() throws(JSONFault) -> JSONToken {
        position += 1
        let start = position
        var kind = JSONToken.Kind.string
        while true {
            position = JSONText.endOfPlainRun(bytes, from: position)
            switch current {
            case UInt8(ascii: "\""):
                position += 1
                return JSONToken(kind, start..<position - 1)
            case UInt8(ascii: "\\"):
                kind = .escapedString
                try escape()
            default:
                throw .notJSON
            }
        }
    }

    private mutating func escape() throws(JSONFault) {
        position += 1
        if !take(UInt8(ascii: "u")) {
            guard JSONText.meaning(of: current) != nil else { throw .notJSON }
            position += 1
            return
        }
        let unit = try codeUnit()
        guard !UTF16.isTrailSurrogate(unit) else { throw .notJSON }
        guard UTF16.isLeadSurrogate(unit) else { return }
        try expect(UInt8(ascii: "\\"))
        try expect(UInt8(ascii: "u"))
        guard UTF16.isTrailSurrogate(try codeUnit()) else { throw .notJSON }
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt16 {
        guard let unit = JSONText.codeUnit(bytes, at: position) else { throw .notJSON }
        position += 4
        return unit
    }
}
