import Accounts
import Hummingbird
import Signaling

/// One-time links with which somebody chooses a new password: looking at one, and using it.
struct ResetsController {
    let accounts: AccountService
    let start: SessionStart

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.get("resets/:token", use: look)
        api.post("resets/:token", use: use)
    }

    private struct Summary: ResponseEncodable {
        let username: String
        let expiresAt: String

        enum CodingKeys: String, CodingKey {
            case username
            case expiresAt = "expires_at"
        }
    }

    private struct NewPassword: Decodable {
        let password: String
    }

    /// Whose password it is: whoever has forgotten that may have forgotten the name as well.
    @Sendable private func look(_ request: Request, context: DuetRequestContext) async throws -> Summary {
        let open = try await accounts.openReset(token: context.parameters.require("token"))
        return Summary(username: open.account.username, expiresAt: open.reset.expiresAt.wireText)
    }

    @Sendable private func use(_ request: Request, context: DuetRequestContext) async throws -> Response {
        let token = try context.parameters.require("token")
        let new = try await request.json(as: NewPassword.self, context)
        // Nobody's password is guessed here, but one is hashed.
        return try await start.answer(.resettingPassword, request, context) { browser in
            try await accounts.resetPassword(
                token: token, to: new.password, browser: browser.token, userAgent: browser.userAgent,
                replacing: browser.former)
        }
    }
}
