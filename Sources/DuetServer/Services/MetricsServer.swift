import Calls
import Hummingbird
import NIOCore
import Relay
import ServiceLifecycle
import Signaling
import WebPush
import WebSocketUpgrade

/// `GET /metrics`, on a listener of its own: what people and proxies reach has no such path.
struct MetricsServer: Service {
    let calls: CallThread
    let desk: SignalingDesk
    let storeHealth: StoreHealth
    let iceHealth: IceHealth
    /// nil when this server runs no relay.
    let relayHealth: RelayHealth?
    /// nil where nothing is pushed.
    let pushes: PushQueue?
    let listener: SideListener

    /// Whoever collects metrics needs one.
    static let connections = ConnectionGate.Limits(total: 16, perNetwork: 16)

    /// - Throws: ``SideListenerUnavailable``.
    func run() async throws {
        let router = Router()
        router.get("metrics", use: metrics)
        try await listener.run(router.buildResponder())
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
                            statistics, iceHealth.findings, relayStarts: relayHealth?.startCount,
                            pushes: pushes?.statistics))))
    }
}
