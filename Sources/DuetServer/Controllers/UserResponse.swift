import Accounts
import CallCore
import Hummingbird
import Signaling

/// `{"user": {"id", "username", "name"}}`
struct UserResponse: ResponseEncodable {
    let user: Person

    init(_ account: Account) {
        user = Person(account)
    }

    /// The same with the cookies of a session that has just begun.
    /// - Parameter browserLifetime: How long the browser is known.
    func response(
        startingSession signIn: SignIn, cookies: CookieReach, browserLifetime: Duration,
        status: HTTPResponse.Status = .ok,
        _ request: Request, _ context: some RequestContext
    ) throws -> Response {
        var response = try response(from: request, context: context)
        response.status = status
        let lifetime = signIn.session.createdAt.duration(to: signIn.session.expiresAt)
        response.setCookie(
            SecretCookie.session.make(
                token: signIn.token.text, for: cookies, lifetime: lifetime))
        if let browser = signIn.browser {
            response.setCookie(
                SecretCookie.browser.make(
                    token: browser.text, for: cookies, lifetime: browserLifetime))
        }
        return response
    }
}
