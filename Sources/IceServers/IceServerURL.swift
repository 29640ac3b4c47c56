import Networks

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

        /// Is it spoken to under TLS?
        package var isSecure: Bool {
            switch self {
            case .stun, .turn: false
            case .stuns, .turns: true
            }
        }

        /// Where a URL names none (RFC 7064 section 3.2, RFC 7065 section 3.2).
        package var usualPort: Int { isSecure ? 5349 : 3478 }
    }

    /// How a browser speaks to it.
    package enum Transport: String, CaseIterable, Sendable {
        case udp, tcp, tls
    }

    /// The URL as it was given.
    package let description: String
    /// What kind of server it is.
    package let scheme: Scheme
    /// Its name or address; IPv6 in brackets.
    package let host: String
    /// Its port; where the URL names none, the usual one.
    package let port: Int
    /// How a browser speaks to it.
    package let transport: Transport

    /// Checks a URL: `stun:host[:port]` (RFC 7064 section 3.1) or
    /// `turn:host[:port][?transport=udp|tcp]` (RFC 7065 section 3.1).
    /// - Throws: ``IceServerURLError`` with a sentence that says what is wrong.
    package init(_ text: String) throws(IceServerURLError) {
        guard let colon = text.firstIndex(of: ":"), let scheme = Scheme(rawValue: String(text[..<colon]))
        else { throw IceServerURLError(text, "it must begin with stun:, stuns:, turn: or turns:") }
        var rest = text[text.index(after: colon)...]
        var query: Substring?
        if let question = rest.firstIndex(of: "?") {
            query = rest[rest.index(after: question)...]
            guard scheme.isRelay, query == "transport=udp" || query == "transport=tcp" else {
                throw IceServerURLError(text, "only turn: may end in ?transport=udp or ?transport=tcp")
            }
            rest = rest[..<question]
        }
        guard let (host, port) = Self.hostAndPort(rest) else {
            throw IceServerURLError(text, "after the colon comes a host name or address, and perhaps a port")
        }
        // Browsers do not speak DTLS to a server, so `transport=udp` under TLS leads nowhere.
        guard !scheme.isSecure || query != "transport=udp" else {
            throw IceServerURLError(text, "turns: is spoken over TCP, so it cannot end in ?transport=udp")
        }
        self.description = text
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.usualPort
        self.transport = scheme.isSecure ? .tls : query == "transport=tcp" ? .tcp : .udp
    }

    private static func hostAndPort(_ text: Substring) -> (host: String, port: Int?)? {
        let end =
            text.hasPrefix("[")
            ? text.firstIndex(of: "]").map { text.index(after: $0) }
            : text.firstIndex(of: ":") ?? text.endIndex
        guard let end, isHost(text[..<end]) else { return nil }
        guard end < text.endIndex else { return (String(text[..<end]), nil) }
        let digits = text[end...].dropFirst()
        guard text[end] == ":", digits.isDigits, let port = UInt16(digits), port > 0 else {
            return nil
        }
        return (String(text[..<end]), Int(port))
    }

    private static func isHost(_ text: Substring) -> Bool {
        if text.hasPrefix("[") {
            let address = text.dropFirst().dropLast()
            return !address.isEmpty && address.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        }
        return !text.isEmpty
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
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
