import Accounts
import CallCore
import Calls
import Hummingbird

/// Signing in and out.
struct SessionController {
    let accounts: AccountService
    let calls: CallThread
    let limiter: SignInLimiter
    let formerSessions: FormerSessions
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
        let signIn = try await limiter.attempt(
            .signingIn(username: credentials.username), request, context
        ) {
            try await formerSessions.replace(context.signedIn) { former in
                try await accounts.signIn(
                    username: credentials.username, password: credentials.password,
                    browser: SecretCookie.browser.token(in: request.head),
                    userAgent: request.userAgent, replacing: former)
            }
        }
        calls.signOut(Set(signIn.ended))
        return try UserResponse(signIn.account)
            .response(
                startingSession: signIn, cookies: cookies,
                browserLifetime: accounts.policy.knownBrowserLifetime, request, context)
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
