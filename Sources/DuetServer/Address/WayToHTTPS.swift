/// Where a request over plain HTTP is to go instead. Never to a place that the request could choose: the host is the
/// public address's, or one that ``HostPolicy`` has let pass.
struct WayToHTTPS: Sendable {
    /// Where people reach Duet.
    let publicURL: PublicURL?
    /// The port of https, where there is no public address.
    let port: Int

    /// The address over https.
    /// - Parameters:
    ///   - authority: The `Host` of the request.
    ///   - target: Path and query of the request.
    /// - Returns: nil when nothing says which host is meant.
    func url(authority: String?, target: String) -> String? {
        let site: PublicURL
        if let publicURL {
            site = publicURL
        } else if let host = authority.flatMap({ Authority($0) })?.host {
            site = PublicURL(isSecure: true, authority: Authority(host: host, port: port))
        } else {
            return nil
        }
        return target.hasPrefix(site.basePath + "/") ? "\(site.origin)\(target)" : "\(site)/"
    }
}
