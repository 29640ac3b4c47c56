import Networks

/// Which address is ours: the public one, or else the one that a request itself names, which ``HostPolicy`` has judged.
struct Site: Hashable, Sendable {
    /// Where people reach Duet, if the operator has said so; then nothing that a request names counts.
    let publicURL: PublicURL?
    /// Does Duet itself speak TLS?
    let speaksTLS: Bool

    /// Where whoever sent a request is.
    /// - Parameter authority: The request's `Host`.
    /// - Returns: nil when nothing says where that is.
    func url(_ authority: String?) -> PublicURL? {
        if let publicURL { return publicURL }
        return authority.flatMap { Authority($0) }.map { PublicURL(isSecure: speaksTLS, authority: $0) }
    }
}
