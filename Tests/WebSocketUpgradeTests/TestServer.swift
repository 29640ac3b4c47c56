import HTTPTypes
import Hummingbird
import Logging
import ServiceLifecycle
import SocketClient

@testable import WebSocketUpgrade

/// A real Hummingbird application on a port of its own, with a WebSocket and a few ordinary routes.
struct TestServer: Sendable {
    let port: Int
    /// Each accepted session, in order.
    let sessions: WebSocketClientMailbox<RecordingSession>
    /// What goes on in `GET /slow`, which answers once something is put into `releases`.
    let slowRequests: WebSocketClientMailbox<Void>
    let releases: WebSocketClientMailbox<Void>
    let gate: ConnectionGate
    let sockets: OpenSockets
    fileprivate let services: ServiceGroup

    func beginShutdown() async {
        await self.services.triggerGracefulShutdown()
    }
}

/// Runs `body` against a server, then shuts it down and waits for its end.
func withServer(
    _ configuration: WebSocketConfiguration = .test(),
    gate: ConnectionGate = .inAll(1_000),
    transport: Transport = .plain,
    answersTo: @escaping HostCheck = { _, _ in true },
    decide: (@Sendable (HTTPRequest) async -> UpgradeDecision)? = nil,
    refused: @escaping @Sendable (String) -> Void = { _ in },
    react: @escaping @Sendable (RecordingSession.Event, WebSocketOutbox) -> Void = { _, _ in },
    _ body: (TestServer) async throws -> Void
) async throws {
    let sessions = WebSocketClientMailbox<RecordingSession>()
    let accept: @Sendable (HTTPRequest) async -> UpgradeDecision = { request in
        let session = RecordingSession(react: react)
        sessions.put(session)
        let isOffered = request.headerFields[.secWebSocketProtocol]?.contains("duet.v1") ?? false
        return .accept(subprotocol: isOffered ? "duet.v1" : nil, session: session)
    }
    let slowRequests = WebSocketClientMailbox<Void>()
    let releases = WebSocketClientMailbox<Void>()
    let router = Router()
    router.get("hello") { _, _ in "hello" }
    router.post("echo") { request, _ in
        String(buffer: try await request.body.collect(upTo: 1 << 20))
    }
    router.get("large") { _, _ in
        slowRequests.put(())
        return String(repeating: "x", count: 1 << 24)
    }
    router.get("slow") { _, _ in
        slowRequests.put(())
        try await releases.next()
        return "slow"
    }
    let ports = WebSocketClientMailbox<Int>()
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let sockets = OpenSockets()
    let application = Application(
        router: router,
        server: .http1WebSocket(
            configuration: configuration, gate: gate, sockets: sockets, transport: transport,
            answersTo: answersTo,
            decide: { requests in
                var decisions: [UpgradeDecision] = []
                for request in requests { decisions.append(await (decide ?? accept)(request)) }
                return decisions
            }, refused: refused),
        configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in ports.put(channel.localAddress?.port ?? 0) },
        logger: logger)
    let services = ServiceGroup(
        configuration: .init(services: [application], gracefulShutdownSignals: [], logger: logger))
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await services.run() }
        let server = TestServer(
            port: try await ports.next(), sessions: sessions, slowRequests: slowRequests, releases: releases,
            gate: gate, sockets: sockets, services: services)
        do {
            try await body(server)
        } catch {
            await server.beginShutdown()
            throw error
        }
        await server.beginShutdown()
        try await group.waitForAll()
        await sockets.allClosed()
    }
}
