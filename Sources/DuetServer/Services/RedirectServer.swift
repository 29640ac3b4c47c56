import Hummingbird
import ServiceLifecycle

/// Answers plain HTTP with the way to https, on a listener of its own.
struct RedirectServer: Service {
    let way: WayToHTTPS
    let listener: SideListener

    /// - Throws: ``SideListenerUnavailable``.
    func run() async throws {
        try await listener.run(
            CallbackResponder { (request: Request, _: BasicRequestContext) in answer(request) })
    }

    private func answer(_ request: Request) -> Response {
        guard let url = way.url(authority: request.head.authority, target: request.head.path ?? "/") else {
            return Response(status: .badRequest)
        }
        // The same method again, with the same body (RFC 9110 section 15.4.9).
        return Response(status: .permanentRedirect, headers: [.location: url])
    }
}
