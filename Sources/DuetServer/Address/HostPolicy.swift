import Networks

/// Which names a server answers to (`Host`, RFC 9110 section 7.2).
///
/// Without a public address the pages that are ours and the links of invitations are told by what a request names as
/// its host. A name can be made to point anywhere by whoever owns it (DNS rebinding): then a stranger's page would pass
/// for ours. Nobody else owns `localhost`, an address that the connection itself has come to, or the name that the
/// operator has told the server to listen on.
struct HostPolicy: Sendable {
    let publicURL: PublicURL?
    /// The name or address that the server was told to listen on.
    let listensOn: String

    /// May a request name this host?
    /// - Parameters:
    ///   - authority: The request's `Host`; nil in HTTP/1.0, where nothing is taken from it.
    ///   - address: This end of the connection; nil when it has no IP address.
    func allows(_ authority: String?, at address: String?) -> Bool {
        // With a public address nothing is told by the request's, and a reverse proxy may put any name there.
        guard publicURL == nil, let authority else { return true }
        guard let host = Authority(authority)?.host else { return false }
        if ServerSettings.isLoopback(host) || host == listensOn.lowercased() { return true }
        let literal = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        guard let named = IPAddress(literal) else { return false }
        return named == address.flatMap { IPAddress($0) }
    }
}
