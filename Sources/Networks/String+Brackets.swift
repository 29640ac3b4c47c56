extension String {
    /// An IPv6 address stands in brackets in a URL (RFC 3986 section 3.2.2), and nowhere else.
    package var withoutBrackets: String {
        hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self
    }
}
