import Accounts

/// Where an invitation is taken up.
package struct InvitationLinks: Sendable {
    let site: Site
    /// For a request that names no host, where there is no public address.
    let local: LocalAddress

    /// The link of an invitation.
    /// - Parameter authority: The host and port by which its maker has reached Duet.
    func url(of issued: IssuedInvitation, authority: String?) -> String {
        Self.url(of: issued, below: site.url(authority)?.description ?? local.description)
    }

    /// The link of an invitation below an address: `http://127.0.0.1:8080`.
    package static func url(of issued: IssuedInvitation, below base: String) -> String {
        let path =
            switch issued.invitation.kind {
            case .invitation: "invite"
            case .setup: "setup"
            }
        return "\(base)/\(path)/\(issued.token.text)"
    }
}
