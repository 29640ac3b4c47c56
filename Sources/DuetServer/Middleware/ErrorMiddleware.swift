import Hummingbird
import Logging

/// Turns whatever a route throws into the error body that every route shares.
struct ErrorMiddleware<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let answer = APIError(error)
            if answer == .internalError {
                context.logger.error(
                    "A request failed",
                    metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            }
            return try answer.response(request, context)
        }
    }
}
