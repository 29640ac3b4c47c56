import Calls
import Hummingbird

/// For whoever watches the server: is all well with it?
struct HealthController {
    let calls: CallThread
    let storeHealth: StoreHealth

    func addRoutes(to router: Router<DuetRequestContext>) {
        router.get("healthz", use: health)
    }

    /// What a call has met counts, and what the watch has found while there was none.
    @Sendable private func health(_ request: Request, context: DuetRequestContext) async throws -> Response {
        let fault = try await calls.ask { $0.storeFault } ?? storeHealth.fault
        return Response(
            status: fault == nil ? .ok : .serviceUnavailable,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: (fault?.message ?? "ok") + "\n")))
    }
}
