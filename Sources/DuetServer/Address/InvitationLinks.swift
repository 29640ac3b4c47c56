import Accounts

/// Where an invitation is taken up.
package struct InvitationLinks: Sendable {
    /// The address to print when nobody asks by a name: `http://127.0.0.1:8080`.
    package let base: String
    /// Over `https`, if a link is made of the name that the request came by?
    private let isSecure: Bool
    /// Set when Duet has a public address; otherwise the name the request came by is good.
    let publicURL: PublicURL?

    /// Links below an address.
    package init(base: String, publicURL: PublicURL? = nil) {
        isSecure = base.hasPrefix("https:")
        self.base = publicURL?.description ?? base
        self.publicURL = publicURL
    }

    /// The link of an invitation.
    /// - Parameter authority: The host and port by which its maker has reached Duet.
    package func url(of issued: IssuedInvitation, authority: String? = nil) -> String {
        let path =
            switch issued.invitation.kind {
            case .invitation: "invite"
            case .setup: "setup"
            }
        var base = base
        if publicURL == nil, let authority = authority.flatMap({ Authority($0) }) {
            base = PublicURL(isSecure: isSecure, authority: authority).description
        }
        return "\(base)/\(path)/\(issued.token.text)"
    }
}
