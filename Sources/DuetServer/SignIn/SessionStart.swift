import Accounts
import CallCore
import Calls
import Hummingbird

/// How a session begins, whatever somebody has shown for it: a password, an invitation, a link for a new password. It takes the
/// place of the one that the browser had, within what may be tried, and the browser gets its cookies.
struct SessionStart: Sendable {
    let accounts: AccountService
    let calls: CallThread
    let limiter: SignInLimiter
    let formerSessions: FormerSessions
    let cookies: CookieReach

    /// What is known of the browser.
    struct Browser {
        /// What it holds from an earlier time.
        let token: String?
        let userAgent: UserAgent?
        /// The session that it had until now.
        let former: Session.ID?
    }

    /// Answers with who is signed in.
    /// - Throws: ``TooManyAttempts``, and what is thrown there.
    func answer(
        _ purpose: SignInLimiter.Purpose, status: HTTPResponse.Status = .ok, _ request: Request,
        _ context: DuetRequestContext, by signIn: (Browser) async throws -> SignIn
    ) async throws -> Response {
        let begun = try await limiter.attempt(purpose, request, context) {
            try await formerSessions.replace(context.signedIn) { former in
                try await signIn(
                    Browser(
                        token: SecretCookie.browser.token(in: request.head), userAgent: request.userAgent,
                        former: former))
            }
        }
        calls.signOut(Set(begun.ended))
        var response = try UserResponse(begun.account).response(from: request, context: context)
        response.status = status
        response.setCookie(
            SecretCookie.session.make(
                token: begun.token.text, for: cookies,
                lifetime: begun.session.createdAt.duration(to: begun.session.expiresAt)))
        response.keepBrowser(
            begun.browser, for: cookies, lifetime: accounts.policy.knownBrowserLifetime)
        return response
    }
}
