import HTTPTypes
import Hummingbird
import Logging

extension HTTPField.Name {
    /// By which the log names a request that failed.
    fileprivate static var requestID: Self { Self("X-Request-Id") ?? .server }
}

/// Turns whatever a route throws into the error body that every route shares.
struct ErrorMiddleware<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let answer = APIError(error)
            var response = try answer.response(request, context)
            if answer == .internalError {
                // The logger names the request; so does the answer, for whoever asks what has been logged.
                context.logger.error(
                    "A request failed",
                    metadata: ["route": "\(context.endpointPath ?? "-")", "error": "\(error)"])
                response.headers[.requestID] = context.id
            }
            return response
        }
    }
}
