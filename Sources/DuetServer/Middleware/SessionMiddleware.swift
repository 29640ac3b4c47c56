import Accounts
import Hummingbird

/// Finds out who is signed in. Whether somebody must be is said by the route's context.
struct SessionMiddleware: RouterMiddleware {
    typealias Context = DuetRequestContext

    let accounts: AccountService

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let token = SecretCookie.session.token(in: request.head) {
            context.signedIn = try await accounts.session(token: token)
        }
        return try await next(request, context)
    }
}
