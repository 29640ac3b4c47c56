import Accounts
import CallCore
import Hummingbird

/// `{"user": {"id", "username", "name"}}`
struct UserResponse: ResponseEncodable {
    struct User: Encodable {
        let id: String
        let username: String
        let name: String
    }

    let user: User

    init(_ account: Account) {
        user = User(id: account.id.description, username: account.username, name: account.name)
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
