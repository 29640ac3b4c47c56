import Accounts
import CallCore
import Hummingbird
import Signaling

/// `{"user": {"id", "username", "name"}, "role"}`
struct UserResponse: ResponseEncodable {
    let user: Person
    let role: Account.Role

    init(_ account: Account) {
        user = Person(account)
        role = account.role
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
        response.keepBrowser(signIn.browser, for: cookies, lifetime: browserLifetime)
        return response
    }
}

extension Response {
    /// Gives the browser by what it is known from now on, where that could be written down.
    mutating func keepBrowser(_ token: SecretToken?, for cookies: CookieReach, lifetime: Duration) {
        guard let token else { return }
        setCookie(SecretCookie.browser.make(token: token.text, for: cookies, lifetime: lifetime))
    }
}
