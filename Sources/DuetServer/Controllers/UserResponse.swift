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

    /// The same with the cookie of a session that has just begun.
    func response(
        startingSession signIn: SignIn, cookieIsSecure: Bool, status: HTTPResponse.Status = .ok,
        _ request: Request, _ context: some RequestContext
    ) throws -> Response {
        var response = try response(from: request, context: context)
        response.status = status
        let lifetime = signIn.session.createdAt.duration(to: signIn.session.expiresAt)
        response.setCookie(
            SessionCookie.make(
                token: signIn.token.text, isSecure: cookieIsSecure, lifetime: lifetime))
        return response
    }
}
