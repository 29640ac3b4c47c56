import Accounts
import CallCore
import Calls
import Hummingbird

/// Signing in and out.
struct SessionController {
    let accounts: AccountService
    let calls: CallThread
    let start: SessionStart
    let cookies: CookieReach
    let clock: any WallClock

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.post("session", use: signIn)
        api.group("session", context: SignedInContext.self)
            .get(use: session)
            .delete(use: signOut)
    }

    private struct Credentials: Decodable {
        let username: String
        let password: String
    }

    @Sendable private func signIn(_ request: Request, context: DuetRequestContext) async throws -> Response {
        let credentials = try await request.json(as: Credentials.self, context)
        return try await start.answer(
            .signingIn(username: credentials.username), request, context
        ) { browser in
            try await accounts.signIn(
                username: credentials.username, password: credentials.password, browser: browser.token,
                userAgent: browser.userAgent, replacing: browser.former)
        }
    }

    /// Who is signed in. The browser keeps its cookie for as long as the session lives from now on: it is asked for when a
    /// page is loaded, and now and then while it is open.
    @Sendable private func session(_ request: Request, context: SignedInContext) async throws -> Response {
        let (account, session) = (context.signedIn.account, context.signedIn.session)
        var response = try UserResponse(account).response(from: request, context: context)
        if let token = SecretCookie.session.token(in: request.head) {
            response.setCookie(
                SecretCookie.session.make(
                    token: token, for: cookies, lifetime: clock.now.duration(to: session.expiresAt)))
        }
        return response
    }

    @Sendable private func signOut(_ request: Request, context: SignedInContext) async throws -> Response {
        let session = context.signedIn.session.id
        try await accounts.signOut(session: session)
        calls.signOut([session])
        var response = Response(status: .noContent)
        response.setCookie(SecretCookie.session.expired(for: cookies))
        return response
    }
}
