/// Which requests the browser sends a cookie along with.
struct CookieReach: Sendable {
    /// Those over `https` only?
    let isSecure: Bool
    /// Those to addresses below this one. Another installation may live beside it.
    let path: String
}
