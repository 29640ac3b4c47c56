/// Where people reach Duet: `https://talk.example.org`, without a path.
///
/// Two that lead to the same place are equal: letters are small and the scheme's own port is left out. So
/// it is also the origin (RFC 6454 section 6.2) of its pages, as browsers write it.
package struct PublicURL: Hashable, Sendable, CustomStringConvertible {
    /// Does it begin with `https`?
    package let isSecure: Bool
    /// Host and port.
    let authority: Authority

    /// Checks a URL.
    /// - Returns: nil unless it is `http` or `https`, a host, perhaps a port, and nothing more.
    package init?(_ text: String) {
        let text = text.hasSuffix("/") ? String(text.dropLast()) : text
        for (scheme, isSecure) in [("https://", true), ("http://", false)]
        where text.lowercased().hasPrefix(scheme) {
            guard let authority = Authority(String(text.dropFirst(scheme.count))) else { return nil }
            self.init(isSecure: isSecure, authority: authority)
            return
        }
        return nil
    }

    /// A URL from its parts.
    init(isSecure: Bool, authority: Authority) {
        self.isSecure = isSecure
        let usual = isSecure ? 443 : 80
        self.authority =
            authority.port == usual ? Authority(host: authority.host, port: nil) : authority
    }

    /// Its name or address; IPv6 in brackets.
    package var host: String { authority.host }

    /// The URL.
    package var description: String { "\(isSecure ? "https" : "http")://\(authority)" }
}
