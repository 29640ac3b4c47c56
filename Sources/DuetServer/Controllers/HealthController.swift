import Calls
import HTTPTypes
import Hummingbird
import IceProbe
import IceServers
import Networks
import Relay

/// For whoever watches the server: is all well with it?
struct HealthController {
    let calls: CallThread
    let storeHealth: StoreHealth
    let iceHealth: IceHealth
    /// nil when this server runs no relay.
    let relayHealth: RelayHealth?
    let clientAddress: ClientAddress

    func addRoutes(to router: some RouterMethods<DuetRequestContext>) {
        router.get("healthz", use: health)
    }

    /// What a call has met counts, and what the watch has found while there was none. That is the first line, and the
    /// status. A line for each STUN and TURN server follows: without them many calls still connect, so that nobody
    /// should start the server anew for it. Strangers read this, so that the servers are not named.
    @Sendable private func health(_ request: Request, context: DuetRequestContext) async throws -> Response {
        let fault = try await calls.ask { $0.storeFault } ?? storeHealth.fault
        var lines = [fault?.message ?? "ok"]
        switch relayHealth?.condition {
        case nil, .running: break
        case .starting: lines.append("relay: starting")
        case .down: lines.append("relay: down")
        }
        lines += iceHealth.findings.map { finding in
            "\(finding.url.scheme.rawValue)/\(finding.url.transport.rawValue): \(finding.fault?.code ?? "ok")"
        }
        var headers: HTTPFields = [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"]
        // As whom the server sees whoever asks: so it shows whether a proxy says whom it speaks for.
        headers[.duetClientAddress] = clientAddress.of(request.headers, peer: context.peer)?.description
        return Response(
            status: fault == nil ? .ok : .serviceUnavailable, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: lines.joined(separator: "\n") + "\n")))
    }
}
