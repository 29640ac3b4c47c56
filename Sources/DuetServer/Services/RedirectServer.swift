import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import WebSocketUpgrade

/// Answers plain HTTP with the way to https, on a listener of its own.
struct RedirectServer: Service {
    let address: ListenAddress
    let way: WayToHTTPS
    let hosts: HostPolicy
    /// The one of Duet itself: whoever comes takes one of the files that the process may have open.
    let gate: ConnectionGate
    /// How long requests may take, and connections be idle.
    let configuration: WebSocketConfiguration
    let onRunning: @Sendable (Int) async -> Void
    let logger: Logger

    /// - Throws: ``SideListenerUnavailable``.
    func run() async throws {
        let application = Application(
            responder: CallbackResponder { (request: Request, _: BasicRequestContext) in answer(request) },
            // The same limits as for everybody, and no sockets.
            server: .http1WebSocket(
                configuration: configuration, gate: gate, sockets: OpenSockets(), answersTo: hosts.allows,
                decide: { requests in
                    requests.map { _ in
                        .refuse(
                            status: .notFound, code: "not_found",
                            message: "There is only the way to https here.")
                    }
                },
                refused: { _ in }),
            configuration: .init(
                address: .hostname(address.host, port: address.port), serverName: "Duet"),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
            logger: logger)
        do {
            try await application.run()
        } catch let error as IOError {
            throw SideListenerUnavailable(listener: .redirect, address: address, cause: error)
        }
    }

    private func answer(_ request: Request) -> Response {
        guard let url = way.url(authority: request.head.authority, target: request.head.path ?? "/") else {
            return Response(status: .badRequest)
        }
        // The same method again, with the same body (RFC 9110 section 15.4.9).
        return Response(status: .permanentRedirect, headers: [.location: url])
    }
}
