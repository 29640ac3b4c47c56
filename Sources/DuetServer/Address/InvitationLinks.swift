import Accounts

/// Where an invitation is taken up, and a new password chosen.
package struct InvitationLinks: Sendable {
    let site: Site
    /// For a request that names no host, where there is no public address.
    let local: LocalAddress

    /// The link of an invitation.
    /// - Parameter authority: The host and port by which its maker has reached Duet.
    func url(of issued: IssuedInvitation, authority: String?) -> String {
        Self.url(of: issued, below: base(authority))
    }

    /// The link with which somebody chooses a new password.
    /// - Parameter authority: The host and port by which its maker has reached Duet.
    func url(of issued: IssuedReset, authority: String?) -> String {
        Self.url(of: issued, below: base(authority))
    }

    private func base(_ authority: String?) -> String {
        site.url(authority)?.description ?? local.description
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

    /// The link with which somebody chooses a new password, below an address.
    package static func url(of issued: IssuedReset, below base: String) -> String {
        "\(base)/reset/\(issued.token.text)"
    }
}
