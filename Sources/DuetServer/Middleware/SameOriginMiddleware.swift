import Hummingbird

/// Refuses requests that change something and come from somebody else's page. The cookie is
/// `SameSite=Strict`, so this is the second lock.
struct SameOriginMiddleware<Context: RequestContext>: RouterMiddleware {
    let origins: OriginPolicy

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        // RFC 9110 section 9.2.1.
        let isSafe = [.get, .head, .options, .trace].contains(request.method)
        // Browsers name the origin of every other request; what comes without is no page.
        if !isSafe, request.headers[.origin] != nil, !origins.allows(request.head) {
            throw APIError.foreignOrigin
        }
        return try await next(request, context)
    }
}
