import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import WebSocketUpgrade

/// Listens at an address of its own for something beside Duet itself, with the same limits as Duet and no sockets.
struct SideListener {
    let listener: SideListenerUnavailable.Listener
    let address: ListenAddress
    let gate: ConnectionGate
    /// Which hosts it answers to.
    let hosts: HostPolicy
    /// How long requests may take, and connections be idle.
    let configuration: WebSocketConfiguration
    /// What whoever wants a socket is told, which there is none of.
    let noSockets: String
    let onRunning: @Sendable (Int) async -> Void
    let logger: Logger

    /// Answers until the server goes down.
    /// - Throws: ``SideListenerUnavailable``.
    func run<Responder: HTTPResponder>(_ responder: Responder) async throws
    where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        let application = Application(
            responder: responder,
            server: .http1WebSocket(
                configuration: configuration, gate: gate, sockets: OpenSockets(), answersTo: hosts.allows,
                decide: { requests in
                    requests.map { _ in
                        .refuse(status: .notFound, code: "not_found", message: noSockets)
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
            throw SideListenerUnavailable(listener: listener, address: address, cause: error)
        }
    }
}
