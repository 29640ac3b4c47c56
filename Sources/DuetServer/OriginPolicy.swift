import HTTPTypes

/// Which pages may act in a signed-in person's name. A browser sends the cookie along with any page's
/// WebSocket, so the `Origin` (RFC 6454 section 7) decides.
struct OriginPolicy: Sendable {
    let publicURL: PublicURL?
    /// Accept only `Host`s of this machine. Without it a name that is made to point here (DNS rebinding)
    /// would pass for ours.
    let hostMustBeLoopback: Bool

    /// Is this request from a page of ours?
    func allows(_ request: HTTPRequest) -> Bool {
        guard let origin = request.headerFields[.origin]?.lowercased() else { return false }
        if let publicURL { return origin == publicURL.description }
        guard let authority = request.authority?.lowercased() else { return false }
        if hostMustBeLoopback, !ServerSettings.isLoopback(Self.host(of: authority)) { return false }
        return origin == "http://\(authority)" || origin == "https://\(authority)"
    }

    private static func host(of authority: String) -> String {
        if authority.hasPrefix("[") { return authority.prefix { $0 != "]" } + "]" }
        return String(authority.prefix { $0 != ":" })
    }
}
