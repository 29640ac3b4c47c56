import HTTPTypes

/// Which pages may act in a signed-in person's name. A browser sends the cookie along with any page's
/// WebSocket, so the `Origin` (RFC 6454 section 7) decides.
struct OriginPolicy: Sendable {
    let site: Site

    /// Is this request from a page of ours?
    ///
    /// Without a public address ours is what the request itself names as its host, which ``HostPolicy`` has judged,
    /// over `https` if Duet itself speaks TLS and over `http` otherwise. Whoever adds TLS in front must set the public
    /// address, because the cookie and the links of invitations depend on it too.
    func allows(_ request: HTTPRequest) -> Bool {
        guard let origin = request.headerFields[.origin].flatMap({ PublicURL($0) }) else { return false }
        return origin == site.url(request.authority)?.origin
    }
}
