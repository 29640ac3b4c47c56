import Networks

/// Where a request over plain HTTP is to go instead. Never to a place that the request could choose: the host is the
/// public address's, or one that ``HostPolicy`` has let pass.
struct WayToHTTPS: Sendable {
    let site: Site
    /// The port of https, where there is no public address.
    let port: Int

    /// The address over https.
    /// - Parameters:
    ///   - authority: The `Host` of the request.
    ///   - target: Path and query of the request.
    /// - Returns: nil when nothing says which host is meant.
    func url(authority: String?, target: String) -> String? {
        guard let here = site.url(authority) else { return nil }
        let there =
            site.publicURL ?? PublicURL(isSecure: true, authority: Authority(host: here.host, port: port))
        return target.hasPrefix(there.basePath + "/") ? "\(there.origin)\(target)" : "\(there)/"
    }
}
