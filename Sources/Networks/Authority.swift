/// The host and port of a URL (RFC 3986 section 3.2, without user information), in lower case. Nothing in
/// it can end a header or a policy.
package struct Authority: Hashable, Sendable, CustomStringConvertible {
    /// A name or an address; IPv6 in brackets.
    package let host: String
    /// 1 to 65535; nil when none is named.
    package let port: Int?

    /// A host and perhaps a port.
    package init(host: String, port: Int?) {
        self.host = host
        self.port = port
    }

    /// Reads `talk.example.org`, `127.0.0.1:8080`, `[::1]:8080`.
    package init?(_ text: String) {
        // Before the letters are made small: some that are not ASCII would become ASCII.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let text = text.lowercased()
        let end =
            text.hasPrefix("[")
            ? text.firstIndex(of: "]").map { text.index(after: $0) }
            : text.firstIndex(of: ":") ?? text.endIndex
        guard let end, Self.isHost(text[..<end]) else { return nil }
        host = String(text[..<end])
        guard end < text.endIndex else {
            port = nil
            return
        }
        let digits = text[end...].dropFirst()
        guard text[end] == ":", digits.isDigits, let number = UInt16(digits), number > 0
        else {
            return nil
        }
        port = Int(number)
    }

    package var description: String { port.map { "\(host):\($0)" } ?? host }

    private static func isHost(_ text: Substring) -> Bool {
        if text.hasPrefix("[") { return IPAddress(String(text.dropFirst().dropLast())) != nil }
        return !text.isEmpty && text.utf8.allSatisfy(Self.isPartOfName)
    }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: byte.isDigit
        }
    }
}
