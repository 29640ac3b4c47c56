import Calls
import Hummingbird
import Signaling

/// For whoever runs the server: is it alive, and what has it counted.
struct OperatorController {
    let calls: CallThread
    let desk: SignalingDesk
    let metricsArePublic: Bool

    func addRoutes(to router: Router<DuetRequestContext>) {
        router.get("healthz", use: health)
        router.get("metrics", use: metrics)
    }

    @Sendable private func health(_ request: Request, context: DuetRequestContext) async throws -> String {
        "ok\n"
    }

    /// The text exposition format of Prometheus, version 0.0.4.
    @Sendable private func metrics(_ request: Request, context: DuetRequestContext) async throws -> Response {
        // A reverse proxy on this machine speaks for others: what it forwards counts as theirs.
        let isLocal = context.peer?.isLoopback == true && !ClientAddress.isForwarded(request)
        guard metricsArePublic || isLocal else { throw APIError.notFound }
        var statistics = try await calls.ask { $0.statistics }
        // The sockets answer pings by themselves, and drop what is far too much.
        statistics.signals[.sessionPing] = desk.pingCount
        statistics.droppedCandidates += desk.droppedCandidateCount
        let text = MetricsText.format(statistics)
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
