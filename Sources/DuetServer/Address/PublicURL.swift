import Networks

/// Where people reach Duet: `https://talk.example.org`, or below a path, `https://example.org/talk`.
///
/// Two that lead to the same place are equal: the letters of the host are small, the scheme's own port is left out, and
/// so is a slash at the end.
package struct PublicURL: Hashable, Sendable, CustomStringConvertible {
    /// Does it begin with `https`?
    package let isSecure: Bool
    /// Host and port.
    let authority: Authority
    /// What stands before the path of every address of ours: `/talk`, or nothing.
    package let basePath: String

    /// Checks a URL.
    /// - Returns: nil unless it is `http` or `https`, a host, perhaps a port and a path, and nothing more. What stands in
    ///   the path means itself: letters, digits, and `-._~` (RFC 3986 section 2.3).
    package init?(_ text: String) {
        let text = text.hasSuffix("/") ? String(text.dropLast()) : text
        for (scheme, isSecure) in [("https://", true), ("http://", false)]
        where text.lowercased().hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            let end = rest.firstIndex(of: "/") ?? rest.endIndex
            guard let authority = Authority(String(rest[..<end])), Self.isBasePath(rest[end...]) else {
                return nil
            }
            self.init(isSecure: isSecure, authority: authority, basePath: String(rest[end...]))
            return
        }
        return nil
    }

    /// A URL from its parts.
    init(isSecure: Bool, authority: Authority, basePath: String = "") {
        self.isSecure = isSecure
        let usual = isSecure ? 443 : 80
        self.authority =
            authority.port == usual ? Authority(host: authority.host, port: nil) : authority
        self.basePath = basePath
    }

    /// The origin (RFC 6454 section 6.2) of its pages, as browsers write it.
    package var origin: PublicURL { PublicURL(isSecure: isSecure, authority: authority) }

    /// Its name or address; IPv6 in brackets.
    package var host: String { authority.host }

    /// As a request for it names it (RFC 9110 section 7.2).
    package var hostAndPort: String { authority.description }

    /// Its port, whether it is written or not.
    package var port: Int { authority.port ?? (isSecure ? 443 : 80) }

    /// The URL, without a slash at its end.
    package var description: String { "\(isSecure ? "https" : "http")://\(authority)\(basePath)" }

    private static func isBasePath(_ path: Substring) -> Bool {
        guard !path.isEmpty else { return true }
        return path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && part.utf8.allSatisfy(isUnreserved)
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
