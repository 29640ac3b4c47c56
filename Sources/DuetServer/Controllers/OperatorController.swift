import Calls
import Hummingbird
import Signaling

/// For whoever runs the server: is it alive, and what has it counted.
struct OperatorController {
    let calls: CallThread
    let desk: SignalingDesk
    let storeHealth: StoreHealth
    let metricsArePublic: Bool

    func addRoutes(to router: Router<DuetRequestContext>) {
        router.get("healthz", use: health)
        router.get("metrics", use: metrics)
    }

    /// What a call has met counts, and what the watch has found while there was none.
    @Sendable private func health(_ request: Request, context: DuetRequestContext) async throws -> Response {
        let fault = try await calls.ask { $0.storeFault } ?? storeHealth.fault
        return Response(
            status: fault == nil ? .ok : .serviceUnavailable,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: (fault?.message ?? "ok") + "\n")))
    }

    /// The text exposition format of Prometheus, version 0.0.4.
    @Sendable private func metrics(_ request: Request, context: DuetRequestContext) async throws -> Response {
        // A reverse proxy on this machine speaks for others: what it forwards counts as theirs.
        let isLocal = context.peer?.isLoopback == true && !ClientAddress.isForwarded(request)
        guard metricsArePublic || isLocal else { throw APIError.notFound }
        var statistics = try await calls.ask { $0.statistics }
        if storeHealth.fault != nil { statistics.isStoreWritable = false }
        // The sockets answer pings by themselves, and drop what is far too much.
        statistics.signals[.sessionPing] = desk.pingCount
        statistics.droppedCandidates += desk.droppedCandidateCount
        let text = MetricsText.format(statistics)
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
