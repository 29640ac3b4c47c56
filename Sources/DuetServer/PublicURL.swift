/// Where people reach Duet: `https://talk.example.org`, without a path.
package struct PublicURL: Hashable, Sendable, CustomStringConvertible {
    /// The URL, which is also the origin (RFC 6454 section 6.2) of its pages.
    package let description: String
    /// Does it begin with `https`?
    package let isSecure: Bool

    /// Checks a URL.
    /// - Returns: nil unless it is `http` or `https`, a host, perhaps a port, and nothing more.
    package init?(_ text: String) {
        let text = text.hasSuffix("/") ? String(text.dropLast()) : text
        for scheme in ["https://", "http://"] where text.lowercased().hasPrefix(scheme) {
            let authority = text.dropFirst(scheme.count).lowercased()
            guard Self.isAuthority(authority) else { return nil }
            description = scheme + authority
            isSecure = scheme == "https://"
            return
        }
        return nil
    }

    /// May this text stand for a host and port? Nothing in it can end a header or a policy.
    static func isAuthority(_ text: String) -> Bool {
        !text.isEmpty
            && text.allSatisfy { character in
                character.isASCII
                    && (character.isLetter || character.isNumber || "-._:[]".contains(character))
            }
    }
}
