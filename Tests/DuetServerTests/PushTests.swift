import CallCore
import Foundation
import InMemoryLogging
import Logging
import NIOHTTP1
import NIOSSL
import Signaling
import TestSupport
import Testing
import WebPush

@testable import DuetServer

/// People whose page is closed hear of calls, by a push service that is real but for its size.
@Suite(.timeLimit(.minutes(2)))
struct PushTests {
    private func withPush(
        reach: PushReach = .everything, log: InMemoryLogHandler? = nil,
        _ body: (LiveServer, StandInPushService) async throws -> Void
    ) async throws {
        let service = try await StandInPushService()
        let trust = try StandInPushService.trust
        try await withLiveServer(log: log) {
            $0.push = PushSettings(contact: "mailto:me@example.org", reach: reach)
            $0.trust = trust
        } _: {
            try await body($0, service)
        }
        try await service.stop()
    }

    private func subscribe(_ browser: Browser, _ keys: StandInBrowser, _ endpoint: String) async throws {
        let answer = try await browser.request(
            "PUT", "/api/push/subscription", keys.form(endpoint: endpoint))
        try #require(answer.status == 204, "\(answer.object)")
    }

    private func place(_ caller: LiveDevice, _ callee: Browser) throws -> String {
        let id = UUID().uuidString.lowercased()
        try caller.send("call:initiate", to: callee.user, ["call_id": id])
        return id
    }

    /// How far the call has got, as the caller hears it.
    private func reach(_ caller: LiveDevice) async throws -> String? {
        try await caller.expectCall("calling")["reach"] as? String
    }

    @Test("a call wakes a closed page, the caller hears so, and a missed call is told in its place")
    func missed() async throws {
        try await withPush { server, service in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let keys = StandInBrowser()
            try await subscribe(bo, keys, service.endpoint())
            let caller = try await alice.device()
            let id = try place(caller, bo)
            #expect(try await reach(caller) == "notifying")
            #expect(try await reach(caller) == "notified")
            let rings = try #require(try await service.requests(1).first)
            let seconds = try #require(rings.headers.first(name: "TTL").flatMap(Int.init))
            #expect((1...44).contains(seconds))
            #expect(rings.headers["Urgency"] == ["high"])
            let key = try await bo.request("GET", "/api/push").object["key"] as? String
            let proof = try VAPIDProof(try #require(rings.headers.first(name: "Authorization")))
            #expect(proof.key == key && proof.contact == "mailto:me@example.org")
            let told = try keys.read(rings.body)
            #expect(told["type"] as? String == "call:incoming")
            #expect(told["call_id"] as? String == id && told["to_user_id"] as? String == bo.user)
            #expect(
                told["from"] as? [String: String]
                    == ["id": alice.user, "username": "alice", "name": "Alice"])
            let expiresAt = server.clock.now.advanced(by: .seconds(45)).wireText
            #expect(told["expires_at"] as? String == expiresAt)
            #expect(told.count == 5)

            await server.clock.advance(by: .seconds(45))
            let over = try await service.requests(2)[1]
            #expect(over.headers["Topic"] == rings.headers["Topic"])
            #expect(over.headers["TTL"] == ["86400"] && over.headers["Urgency"] == ["high"])
            let end = try keys.read(over.body)
            #expect(end["type"] as? String == "call:end" && end["reason"] as? String == "no_answer")
            #expect(end["missed"] as? Bool == true && end["call_id"] as? String == id)
            #expect(end.count == 6)
            #expect(over.body.count == rings.body.count)
        }
    }

    @Test("whoever hears it by their socket gets no push, and the others hear that it was answered elsewhere")
    func answeredElsewhere() async throws {
        try await withPush { server, service in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let other = Browser(server: server)
            try await other.signIn("bo")
            let (open, closed) = (StandInBrowser(), StandInBrowser())
            try await subscribe(bo, open, service.endpoint("open"))
            try await subscribe(other, closed, service.endpoint("closed"))
            let (caller, callee) = (try await alice.device(), try await bo.device())
            let id = try place(caller, bo)
            #expect(try await reach(caller) == "ringing")
            _ = try await service.requests(1)
            try callee.send("call:accept", to: alice.user, ["call_id": id])
            let requests = try await service.requests(2)
            #expect(requests.map(\.path) == ["/push/closed", "/push/closed"])
            #expect(requests[1].headers["TTL"] == ["300"])
            let end = try closed.read(requests[1].body)
            #expect(end["reason"] as? String == "answered_elsewhere" && end["missed"] as? Bool == false)
        }
    }

    @Test(
        "where no push service takes it the caller hears that nobody is there",
        arguments: [(410, 0), (404, 0), (400, 1), (403, 1)])
    func notTaken(status: Int, left: Int) async throws {
        try await withPush { server, service in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            try await subscribe(bo, StandInBrowser(), service.endpoint())
            service.answer(.status(status))
            let caller = try await alice.device()
            _ = try place(caller, bo)
            #expect(try await reach(caller) == "notifying")
            #expect(try await reach(caller) == "offline")
            // What is gone is removed.
            let store = try PushDesk(
                PushSettings(), trust: .default, database: server.database.database, clock: server.clock,
                logger: Logger(label: "test")
            ).store
            let callee = try #require(UserID(bo.user))
            try await eventually("\(left) subscriptions") {
                try await store.subscriptions(of: callee, at: server.clock.now).count == left
            }
        }
    }

    @Test("a push service that wants to be asked later is, and the call is told")
    func later() async throws {
        try await withPush { server, service in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            try await subscribe(bo, StandInBrowser(), service.endpoint())
            service.answer(.status(429, ["Retry-After": "1"]), .status(503), .status(201))
            let caller = try await alice.device()
            _ = try place(caller, bo)
            #expect(try await reach(caller) == "notifying")
            #expect(try await reach(caller) == "notified")
            #expect(service.requests.count == 3)
            let metrics = try await server.metrics()
            #expect(metrics.contains("duet_pushes_total{result=\"taken\"} 1\n"))
            #expect(metrics.contains("duet_pushes_waiting 0\n"))
        }
    }

    @Test("a push service that says nothing delays nobody's signals")
    func silent() async throws {
        try await withPush { server, service in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let (carl, dora) = (try await server.person("carl"), try await server.person("dora"))
            try await subscribe(bo, StandInBrowser(), service.endpoint())
            service.answer(.silence)
            let caller = try await alice.device()
            let id = try place(caller, bo)
            #expect(try await reach(caller) == "notifying")
            _ = try await service.requests(1)
            // A whole call of others, and the end of this one, while nothing is heard from there.
            let (first, second) = (try await carl.device(), try await dora.device())
            let other = try place(first, dora)
            #expect(try await reach(first) == "ringing")
            try await second.expect("call:incoming")
            try await second.expectCall("ringing")
            try second.send("call:accept", to: carl.user, ["call_id": other])
            try await first.expect("call:accept")
            try await first.expectCall("in-call")
            try caller.send("call:end", to: bo.user, ["call_id": id, "reason": "cancelled"])
            try await caller.expectCall(nil)
            try await eventually("both pushes wait") {
                try await server.metrics().contains("duet_pushes_waiting 2\n")
            }
        }
    }

    @Test("a subscription goes with its session")
    func signedOut() async throws {
        try await withPush { server, service in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            try await subscribe(bo, StandInBrowser(), service.endpoint())
            #expect(try await bo.request("DELETE", "/api/session").status == 204)
            let caller = try await alice.device()
            _ = try place(caller, bo)
            #expect(try await reach(caller) == "offline")
            #expect(service.connections == 0)
        }
    }

    @Test("a subscription that is taken back is none")
    func unsubscribed() async throws {
        try await withPush { server, service in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            try await subscribe(bo, StandInBrowser(), service.endpoint())
            for _ in 0..<2 {
                #expect(try await bo.request("DELETE", "/api/push/subscription").status == 204)
            }
            let caller = try await alice.device()
            _ = try place(caller, bo)
            #expect(try await reach(caller) == "offline")
        }
    }

    @Test("nobody makes the server ask its own network")
    func requestForgery() async throws {
        try await withPush(reach: .publicHosts) { server, service in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let keys = StandInBrowser()
            for endpoint in [
                "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/", service.endpoint(),
            ] {
                let answer = try await bo.request(
                    "PUT", "/api/push/subscription", keys.form(endpoint: endpoint))
                #expect(answer.status == 422 && answer.errorCode == "push_endpoint_refused", "\(endpoint)")
            }
            // What a name stands for shows only when it is looked up.
            try await subscribe(bo, keys, "https://localhost/")
            let caller = try await alice.device()
            _ = try place(caller, bo)
            #expect(try await reach(caller) == "notifying")
            #expect(try await reach(caller) == "offline")
            #expect(try await server.metrics().contains("duet_pushes_total{result=\"forbidden\"} 1\n"))
            #expect(service.connections == 0)
        }
    }

    @Test("what no browser says is refused, with what is wrong")
    func refused() async throws {
        try await withPush { server, service in
            let bo = try await server.person("bo")
            func put(_ form: [String: Any]) async throws -> (Int, String?, String?) {
                let answer = try await bo.request("PUT", "/api/push/subscription", form)
                return (answer.status, answer.errorCode, answer.errorField)
            }
            let keys = StandInBrowser()
            #expect(
                try await put(keys.form(endpoint: "http://push.example.net/"))
                    == (422, "push_endpoint_invalid", "endpoint"))
            let wrong: [String: Any] = [
                "endpoint": service.endpoint(), "keys": ["p256dh": keys.auth, "auth": keys.auth],
            ]
            #expect(try await put(wrong) == (422, "push_keys_invalid", "keys"))
            #expect(try await put(["endpoint": service.endpoint()]) == (400, "unreadable", nil))
            let stranger = Browser(server: server)
            #expect(try await stranger.request("GET", "/api/push").status == 401)
            let form = keys.form(endpoint: service.endpoint())
            #expect(try await stranger.request("PUT", "/api/push/subscription", form).status == 401)
            for _ in 0..<57 { _ = try await put(form) }
            #expect(try await put(form).0 == 429)
        }
    }

    @Test("where nothing is pushed there is no key, and the caller hears nothing of it")
    func off() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let answer = try await bo.request("GET", "/api/push")
            #expect(answer.status == 200 && answer.object["key"] is NSNull)
            let form = StandInBrowser().form(endpoint: "https://push.example.net/")
            let refused = try await bo.request("PUT", "/api/push/subscription", form)
            #expect(refused.status == 409 && refused.errorCode == "push_off")
            #expect(try await bo.request("DELETE", "/api/push/subscription").status == 204)
            let caller = try await alice.device()
            _ = try place(caller, bo)
            #expect(try await reach(caller) == "offline")
        }
    }

    @Test("the log names no endpoint, no key and nobody")
    func quiet() async throws {
        let log = InMemoryLogHandler()
        try await withPush(log: log) { server, service in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let keys = StandInBrowser()
            for (name, status) in [("secret-a", 400), ("secret-b", 410)] {
                try await subscribe(bo, keys, service.endpoint(name))
                service.answer(.status(status), at: name)
                let caller = try await alice.device()
                let id = try place(caller, bo)
                #expect(try await reach(caller) == "notifying")
                #expect(try await reach(caller) == "offline")
                try caller.send("call:end", to: bo.user, ["call_id": id, "reason": "cancelled"])
                try await caller.expectCall(nil)
            }
            let key = try #require(try await bo.request("GET", "/api/push").object["key"] as? String)
            // The server's own words; the library that carries requests logs none of them here.
            let told = log.entries.map { "\($0.message) \($0.metadata)" }
            #expect(told.contains { $0.hasPrefix("A push service refused a message") })
            for secret in ["secret-", "\(service.port)/push", keys.auth, keys.publicKey, key] {
                #expect(!told.contains { $0.contains(secret) }, "\(secret)")
            }
        }
    }
}
