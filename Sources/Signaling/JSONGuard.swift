import Foundation

/// Looks at JSON text before it is decoded: Foundation's decoder accepts 512 levels and silently takes
/// one of two equal keys, and both have been used to smuggle a message past a check.
///
/// This is no parser: it follows strings, brackets and keys, and leaves every other error of syntax
/// (RFC 8259) to the decoder.
struct JSONGuard {
    private let bytes: [UInt8]
    private var position = 0
    private var scopes: [Scope] = []

    /// What is open: an array, or an object with the keys it had so far.
    private enum Scope {
        case array
        case object(keys: Set<String>)
    }

    /// - Throws: `too_deep`, `duplicate_key`, or `not_json` when a string or bracket is left open.
    static func check(_ text: String) throws(SignalFault) {
        var check = JSONGuard(bytes: Array(text.utf8))
        try check.run()
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func run() throws(SignalFault) {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "{"): try open(.object(keys: []))
            case UInt8(ascii: "["): try open(.array)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard scopes.popLast() != nil else { throw SignalFault(.notJSON) }
                position += 1
            case UInt8(ascii: "\""): try string()
            default: position += 1
            }
        }
        guard scopes.isEmpty else { throw SignalFault(.notJSON) }
    }

    private mutating func open(_ scope: Scope) throws(SignalFault) {
        guard scopes.count < SignalLimits.jsonDepth else { throw SignalFault(.tooDeep) }
        scopes.append(scope)
        position += 1
    }

    /// Passes a string; one that is followed by a colon is a key of the innermost object.
    private mutating func string() throws(SignalFault) {
        let start = position
        var hasEscapes = false
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            let isEscape = bytes[position] == UInt8(ascii: "\\")
            hasEscapes = hasEscapes || isEscape
            position += isEscape ? 2 : 1
        }
        guard position < bytes.count else { throw SignalFault(.notJSON) }
        position += 1
        let end = position
        skipWhitespace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return }
        guard case .object(var keys) = scopes.popLast() else { throw SignalFault(.notJSON) }
        let key = try unescaped(bytes[start..<end], hasEscapes: hasEscapes)
        guard keys.insert(key).inserted else { throw SignalFault(.duplicateKey) }
        scopes.append(.object(keys: keys))
    }

    /// Two spellings of one key (`"a"` and `"\u0061"`) are one key.
    private func unescaped(_ quoted: ArraySlice<UInt8>, hasEscapes: Bool) throws(SignalFault) -> String {
        guard hasEscapes else { return String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self) }
        do {
            return try JSONDecoder().decode(String.self, from: Data(quoted))
        } catch {
            throw SignalFault(.notJSON)
        }
    }

    private mutating func skipWhitespace() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }
}
