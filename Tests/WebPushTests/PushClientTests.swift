import CallCore
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization
import TestSupport
import Testing

@testable import Networks
@testable import WebPush

/// One attempt at a push service that is real but for its size.
@Suite(.timeLimit(.minutes(2)))
struct PushClientTests {
    private let browser = StandInBrowser()
    private let key = VAPIDKey()
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    private func client(
        reach: PushReach = .everything, trust: NIOSSLTrustRoots? = nil,
        patience: PushClient.Patience = .init(), resolve: PushClient.Resolver? = nil
    ) throws -> PushClient {
        let trust = try trust ?? StandInPushService.trust
        guard let resolve else {
            return PushClient(
                key: key, contact: "mailto:me@example.org", trust: trust, reach: reach, patience: patience)
        }
        return PushClient(
            key: key, contact: nil, trust: trust, reach: reach, patience: patience, resolve: resolve)
    }

    private func subscription(_ endpoint: String) throws -> PushSubscription {
        try PushSubscription(endpoint: endpoint, publicKey: browser.publicKey, secret: browser.auth)
    }

    private func send(
        _ client: PushClient, to endpoint: String, lifetime: Duration = .seconds(30)
    ) async throws -> PushOutcome {
        let subscription = try subscription(endpoint)
        let message = PushMessage(content: Array("hello".utf8), topic: PushTopic("x", for: subscription))
        return try await client.send(message, to: subscription, lifetime: lifetime, at: now)
    }

    @Test("a message comes as RFC 8030, 8188, 8291 and 8292 have it, and the browser reads it")
    func taken() async throws {
        let service = try await StandInPushService()
        let outcome = try await send(client(), to: service.endpoint(), lifetime: .milliseconds(29_900))
        #expect(outcome == .taken)
        let request = try #require(service.requests.first)
        #expect(service.requests.count == 1 && request.path == "/push/one")
        #expect(request.headers["TTL"] == ["29"])
        #expect(request.headers["Urgency"] == ["high"])
        #expect(request.headers["Content-Encoding"] == ["aes128gcm"])
        let topic = PushTopic("x", for: try subscription(service.endpoint()))
        #expect(request.headers["Topic"] == [topic.text])
        #expect(request.headers["Host"] == ["localhost:\(service.port)"])
        let proof = try VAPIDProof(try #require(request.headers.first(name: "Authorization")))
        #expect(proof.key == key.publicText && proof.audience == "https://localhost:\(service.port)")
        #expect(proof.contact == "mailto:me@example.org")
        #expect(try browser.open(request.body) == Array("hello".utf8))
        try await service.stop()
    }

    @Test(
        "what the push service answers is what has come of it",
        arguments: [
            (200, [:], .taken), (201, [:], .taken), (202, [:], .taken),
            (404, [:], .gone), (410, [:], .gone),
            (429, ["Retry-After": "7"], .busy(.seconds(7))), (429, [:], .busy(nil)),
            (500, [:], .busy(nil)), (503, ["Retry-After": "0"], .busy(.zero)),
            (503, ["Retry-After": "Fri, 27 Nov 2026 12:00:00 GMT"], .busy(nil)),
            (429, ["Retry-After": "-5"], .busy(.zero)),
            (429, ["Retry-After": "99999999"], .busy(.seconds(86_400))),
            (400, [:], .refused(status: 400)), (401, [:], .refused(status: 401)),
            (403, [:], .refused(status: 403)), (413, [:], .refused(status: 413)),
        ] as [(Int, [String: String], PushOutcome)])
    func answers(status: Int, headers: [String: String], outcome: PushOutcome) async throws {
        let service = try await StandInPushService()
        service.answer(.status(status, .init(headers.map { ($0.key, $0.value) })))
        #expect(try await send(client(), to: service.endpoint()) == outcome)
        try await service.stop()
    }

    @Test("a redirect is not followed", arguments: [301, 302, 307, 308])
    func redirect(status: Int) async throws {
        let (service, other) = (try await StandInPushService(), try await StandInPushService())
        service.answer(.status(status, ["Location": other.endpoint()]))
        #expect(try await send(client(), to: service.endpoint()) == .refused(status: status))
        #expect(other.connections == 0)
        try await service.stop()
        try await other.stop()
    }

    @Test("who says nothing is given up, and so is whom nobody finds, or who listens not")
    func unreachable() async throws {
        let service = try await StandInPushService()
        service.answer(.silence)
        let patience = PushClient.Patience(attempt: .seconds(3))
        #expect(try await send(client(patience: patience), to: service.endpoint()) == .unreachable)
        #expect(service.requests.count == 1)
        let endpoint = service.endpoint()
        try await service.stop()
        #expect(try await send(client(), to: endpoint) == .unreachable)
        #expect(try await send(client(), to: "https://nosuch.invalid/") == .unreachable)
    }

    @Test("a certificate of nobody who is trusted, or for another name, ends it before anything is said")
    func certificate() async throws {
        let service = try await StandInPushService()
        #expect(try await send(client(trust: .default), to: service.endpoint()) == .unreachable)
        let other = try client { _, port in [try! SocketAddress(ipAddress: "127.0.0.1", port: port)] }
        #expect(
            try await send(other, to: "https://push.example.net:\(service.port)/push/one") == .unreachable)
        #expect(service.connections == 2 && service.requests.isEmpty)
        try await service.stop()
    }

    // MARK: Where nothing is sent

    @Test(
        "an address that is no public host's is not connected to, however it is told",
        arguments: [
            ["127.0.0.1"], ["::1"], ["169.254.169.254"], ["10.0.0.1"], ["::ffff:127.0.0.1"],
            ["64:ff9b::7f00:1"], ["fd00::1"], ["0.0.0.0"], ["1.1.1.1", "127.0.0.1"],
            ["2606:4700::1111", "::1"], ["127.0.0.1", "1.1.1.1"],
        ])
    func resolved(addresses: [String]) async throws {
        let client = try client(reach: .publicHosts) { _, port in
            addresses.map { try! SocketAddress(ipAddress: $0, port: port) }
        }
        #expect(try await send(client, to: "https://push.example.net/") == .forbidden)
    }

    @Test(
        "nor one that stands in the endpoint, or what the system's resolver makes one of",
        arguments: [
            "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest/meta-data",
            "https://[::ffff:127.0.0.1]/", "https://localhost/", "https://2130706433/", "https://0x7f000001/",
            "https://127.1/", "https://0/",
        ])
    func literal(endpoint: String) async throws {
        #expect(try await send(client(reach: .publicHosts), to: endpoint) == .forbidden)
    }

    @Test(
        "a name that leads elsewhere a moment later does not: it is looked up once, and connected to where it was"
    )
    func rebinding() async throws {
        let first = try await StandInPushService()
        let second = try await StandInPushService(host: "127.0.0.2", port: first.port)
        let asked = Mutex(0)
        let client = try client { _, port in
            let count = asked.withLock { count in
                count += 1
                return count
            }
            let address = count == 1 ? "127.0.0.1" : "127.0.0.2"
            return [try! SocketAddress(ipAddress: address, port: port)]
        }
        #expect(try await send(client, to: first.endpoint()) == .taken)
        #expect(asked.withLock { $0 } == 1)
        #expect(first.requests.count == 1 && second.connections == 0)
        // The system's own resolver would have said 127.0.0.1: what was looked at is what counts.
        #expect(try await send(client, to: first.endpoint()) == .taken)
        #expect(first.requests.count == 1 && second.requests.count == 1)
        try await first.stop()
        try await second.stop()
    }

    @Test("where one address does not answer, the next one is tried")
    func nextAddress() async throws {
        let service = try await StandInPushService()
        let client = try client { _, port in
            ["127.0.0.3", "127.0.0.1"].map { try! SocketAddress(ipAddress: $0, port: port) }
        }
        #expect(try await send(client, to: service.endpoint()) == .taken)
        try await service.stop()
    }
}
