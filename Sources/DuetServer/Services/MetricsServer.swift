import Calls
import Hummingbird
import Logging
import NIOCore
import Relay
import ServiceLifecycle
import Signaling
import WebSocketUpgrade

/// `GET /metrics`, on a listener of its own: what people and proxies reach has no such path.
struct MetricsServer: Service {
    let address: ListenAddress
    let calls: CallThread
    let desk: SignalingDesk
    let storeHealth: StoreHealth
    let iceHealth: IceHealth
    /// nil when this server runs no relay.
    let relayHealth: RelayHealth?
    /// How long requests may take, and connections be idle.
    let configuration: WebSocketConfiguration
    let onRunning: @Sendable (Int) async -> Void
    let logger: Logger

    /// Whoever collects metrics needs one.
    private static let connections = ConnectionGate.Limits(total: 16, perNetwork: 16)

    /// - Throws: ``SideListenerUnavailable``.
    func run() async throws {
        let router = Router()
        router.get("metrics", use: metrics)
        let application = Application(
            router: router,
            // The same limits as for everybody, and no sockets.
            server: .http1WebSocket(
                configuration: configuration, gate: ConnectionGate(limits: Self.connections) { _ in nil },
                sockets: OpenSockets(),
                answersTo: HostPolicy(publicURL: nil, listensOn: address.host).allows,
                decide: { requests in
                    requests.map { _ in
                        .refuse(status: .notFound, code: "not_found", message: "There are only metrics here.")
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
            throw SideListenerUnavailable(listener: .metrics, address: address, cause: error)
        }
    }

    /// The text exposition format of Prometheus, version 0.0.4.
    @Sendable private func metrics(_ request: Request, context: some RequestContext) async throws -> Response
    {
        var statistics = try await calls.ask { $0.statistics }
        if storeHealth.fault != nil { statistics.isStoreWritable = false }
        // The sockets answer pings by themselves, and drop what is far too much.
        statistics.signals[.sessionPing] = desk.pingCount
        statistics.droppedCandidates += desk.droppedCandidateCount
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(
                byteBuffer: ByteBuffer(
                    string:
                        MetricsText.format(
                            statistics, iceHealth.findings, relayStarts: relayHealth?.startCount))))
    }
}
