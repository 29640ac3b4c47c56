import Accounts
import CallCore
import HTTPTypes
import Hummingbird

/// Finds out who is signed in. Whether somebody must be is said by the route's context.
///
/// A browser has one cookie for all its tabs. So that none acts for somebody whom it does not show, a page says for whom
/// it asks (`Duet-User`, an id), and is refused when the cookie is another one's by now.
struct SessionMiddleware: RouterMiddleware {
    typealias Context = DuetRequestContext

    let accounts: AccountService

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let token = SecretCookie.session.token(in: request.head) {
            context.signedIn = try await accounts.session(token: token)
            if let signedIn = context.signedIn, let user = request.headers[.duetUser],
                user != signedIn.account.id.description
            {
                throw APIError.otherUser
            }
        }
        return try await next(request, context)
    }
}
