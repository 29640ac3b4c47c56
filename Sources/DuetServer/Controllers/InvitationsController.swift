import Accounts
import Hummingbird
import Signaling

/// One-time links: making one, looking at one, taking one up.
struct InvitationsController {
    let accounts: AccountService
    let links: InvitationLinks
    let start: SessionStart

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("invitations", context: SignedInContext.self).post(use: invite)
        // A set-up link is an invitation of another kind: the same two requests.
        api.get("invitations/:token", use: look)
        api.post("invitations/:token", use: accept)
    }

    private struct Link: ResponseEncodable {
        let url: String
        let token: String
        let expiresAt: String

        enum CodingKeys: String, CodingKey {
            case url, token
            case expiresAt = "expires_at"
        }
    }

    private struct Summary: ResponseEncodable {
        let kind: String
        let expiresAt: String

        enum CodingKeys: String, CodingKey {
            case kind
            case expiresAt = "expires_at"
        }
    }

    private struct NewAccount: Decodable {
        let username: String
        let name: String
        let password: String
    }

    @Sendable private func invite(_ request: Request, context: SignedInContext) async throws -> Response {
        let issued = try await accounts.invite(by: context.signedIn.account.id)
        var response = try Link(
            url: links.url(of: issued, authority: request.head.authority), token: issued.token.text,
            expiresAt: issued.invitation.expiresAt.wireText
        ).response(from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func look(_ request: Request, context: DuetRequestContext) async throws -> Summary {
        let invitation = try await accounts.invitation(token: context.parameters.require("token"))
        return Summary(
            kind: invitation.kind.rawValue, expiresAt: invitation.expiresAt.wireText)
    }

    @Sendable private func accept(_ request: Request, context: DuetRequestContext) async throws -> Response {
        let token = try context.parameters.require("token")
        let new = try await request.json(as: NewAccount.self, context)
        // Nobody's password is guessed here, but it is hashed.
        return try await start.answer(.takingUpInvitation, status: .created, request, context) { browser in
            try await accounts.acceptInvitation(
                token: token, username: new.username, name: new.name, password: new.password,
                browser: browser.token, userAgent: browser.userAgent, replacing: browser.former)
        }
    }
}
