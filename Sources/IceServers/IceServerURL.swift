/// The address of a STUN or TURN server, checked when Duet starts: a browser that is given a bad one
/// throws at the first call, far from its cause.
package struct IceServerURL: Hashable, Sendable, CustomStringConvertible {
    /// What kind of server it is.
    package enum Scheme: String, CaseIterable, Sendable {
        case stun, stuns, turn, turns

        /// Does it relay, and so need credentials?
        package var isRelay: Bool {
            switch self {
            case .stun, .stuns: false
            case .turn, .turns: true
            }
        }
    }

    /// The URL as it was given.
    package let description: String
    /// What kind of server it is.
    package let scheme: Scheme
    /// Its name or address; IPv6 in brackets.
    package let host: String

    /// Checks a URL: `stun:host[:port]` (RFC 7064 section 3.1) or
    /// `turn:host[:port][?transport=udp|tcp]` (RFC 7065 section 3.1).
    /// - Throws: ``IceServerURLError`` with a sentence that says what is wrong.
    package init(_ text: String) throws(IceServerURLError) {
        guard let colon = text.firstIndex(of: ":"), let scheme = Scheme(rawValue: String(text[..<colon]))
        else { throw IceServerURLError(text, "it must begin with stun:, stuns:, turn: or turns:") }
        var rest = text[text.index(after: colon)...]
        if let question = rest.firstIndex(of: "?") {
            let query = rest[rest.index(after: question)...]
            guard scheme.isRelay, query == "transport=udp" || query == "transport=tcp" else {
                throw IceServerURLError(text, "only turn: may end in ?transport=udp or ?transport=tcp")
            }
            rest = rest[..<question]
        }
        guard Self.isHostAndPort(rest) else {
            throw IceServerURLError(text, "after the colon comes a host name or address, and perhaps a port")
        }
        self.description = text
        self.scheme = scheme
        let end =
            rest.hasPrefix("[")
            ? rest.firstIndex(of: "]").map { rest.index(after: $0) } : rest.firstIndex(of: ":")
        self.host = String(rest[..<(end ?? rest.endIndex)])
    }

    private static func isHostAndPort(_ text: Substring) -> Bool {
        var host = text
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return false }
            let address = text[text.index(after: text.startIndex)..<end]
            guard !address.isEmpty, address.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
                return false
            }
            let tail = text[text.index(after: end)...]
            return tail.isEmpty || (tail.hasPrefix(":") && isPort(tail.dropFirst()))
        }
        if let colon = text.firstIndex(of: ":") {
            guard isPort(text[text.index(after: colon)...]) else { return false }
            host = text[..<colon]
        }
        return !host.isEmpty
            && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
    }

    private static func isPort(_ text: Substring) -> Bool {
        guard text.allSatisfy(\.isNumber), let port = Int(text) else { return false }
        return (1...65535).contains(port)
    }
}

/// Why a URL is no STUN or TURN server.
package struct IceServerURLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and with which URL.
    package let description: String

    init(_ url: String, _ problem: String) {
        description = "\"\(url)\" is no STUN or TURN server: \(problem)."
    }
}
