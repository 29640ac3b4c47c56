import Accounts
import Foundation
import InMemoryLogging
import Logging
import SocketClient
import Storage
import TestSupport
import Testing

/// The HTTP routes of the protocol.
@Suite(.timeLimit(.minutes(2)))
struct APITests {
    @Test("a wrong password and an unknown name get the same answer")
    func wrongPassword() async throws {
        try await withLiveServer { server in
            _ = try await server.person("alice")
            let stranger = Browser(server: server)
            let wrong = try await stranger.request(
                "POST", "/api/session", ["username": "alice", "password": "not hers"])
            let unknown = try await stranger.request(
                "POST", "/api/session", ["username": "nobody", "password": "not hers"])
            #expect(wrong.status == 401 && unknown.status == 401)
            #expect(wrong.body == unknown.body)
            #expect(wrong.errorCode == "wrong_credentials")
        }
    }

    @Test("the cookie is out of reach of scripts and of other sites")
    func cookie() async throws {
        try await withLiveServer { server in
            _ = try await server.person("alice")
            let answer = try await Browser(server: server).request(
                "POST", "/api/session", ["username": "alice", "password": "alice's password"])
            let cookie = try #require(answer.headers["set-cookie"])
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
            #expect(cookie.contains("Path=/") && !cookie.contains("Secure"))
        }
    }

    @Test(
        "nothing is told to whoever is not signed in",
        arguments: ["/api/session", "/api/people", "/api/calls", "/api/ice-servers", "/api/settings"])
    func signInRequired(path: String) async throws {
        try await withLiveServer { server in
            let answer = try await Browser(server: server).request("GET", path)
            #expect(answer.status == 401 && answer.errorCode == "sign_in_required")
        }
    }

    @Test("a page that shows somebody else than is signed in by now does nothing in their name")
    func otherUser() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            for (method, path) in [
                ("POST", "/api/invitations"), ("GET", "/api/calls"), ("DELETE", "/api/session"),
            ] {
                let answer = try await bo.request(method, path, headers: ["Duet-User": alice.user])
                #expect(answer.status == 409 && answer.errorCode == "other_user")
            }
            for user in [bo.user, nil] {
                let answer = try await bo.request(
                    "GET", "/api/session", headers: user.map { ["Duet-User": $0] } ?? [:])
                #expect(answer.status == 200)
            }
            let stranger = try await Browser(server: server).request(
                "GET", "/api/session", headers: ["Duet-User": alice.user])
            #expect(stranger.status == 401)
        }
    }

    @Test("a twenty-first open invitation is refused, with what to do")
    func tooManyInvitations() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            for _ in 0..<20 { #expect(try await alice.request("POST", "/api/invitations").status == 201) }
            let refused = try await alice.request("POST", "/api/invitations")
            #expect(refused.status == 409 && refused.errorCode == "too_many_invitations")
            let bo = try await server.person("bo")
            #expect(try await bo.request("POST", "/api/invitations").status == 201)
        }
    }

    @Test("people: everybody, and who of them is online")
    func people() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            _ = try await server.person("carl")
            let device = try await bo.device()
            var answer = try await alice.request("GET", "/api/people")
            let deadline = ContinuousClock.now.advanced(by: .seconds(20))
            // Who is online is told a moment later.
            while answer.object["presence"] as? Int == 0 {
                try #require(ContinuousClock.now < deadline, "nobody is told who is online")
                await server.clock.advance(by: .milliseconds(300))
                answer = try await alice.request("GET", "/api/people")
            }
            let people = try #require(answer.object["people"] as? [[String: Any]])
            let online = people.filter { $0["online"] as? Bool == true }
            #expect(Set(people.compactMap { $0["username"] as? String }) == ["alice", "bo", "carl"])
            #expect(online.compactMap { $0["username"] as? String } == ["bo"])
            #expect(answer.object["presence"] is Int)
            #expect(answer.headers["cache-control"] == "private, no-cache")
            try await device.client.close()
        }
    }

    @Test("people are told again only when something has changed, and compressed to whoever takes that")
    func peopleAgain() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let cookie = try #require(alice.cookie)
            func ask(_ headers: [(String, String)]) async throws -> RawAnswer {
                try await RawAnswer.to("GET /api/people", [("Cookie", cookie)] + headers, port: server.port)
            }
            let first = try await ask([])
            #expect(first.status == 200 && first.body.contains("\"alice\""))
            let tag = try #require(first.headers["etag"])
            #expect(first.headers["vary"] == "Accept-Encoding")
            let again = try await ask([("If-None-Match", tag)])
            #expect(again.status == 304 && again.body.isEmpty)
            #expect(again.headers["etag"] == tag)
            let compressed = try await ask([("If-None-Match", tag), ("Accept-Encoding", "gzip")])
            #expect(compressed.status == 200 && compressed.headers["content-encoding"] == "gzip")

            _ = try await server.person("bo")
            let changed = try await ask([("If-None-Match", tag)])
            #expect(changed.status == 200 && changed.body.contains("\"bo\""))
            try await server.accounts.setDisabled(true, username: "alice")
            #expect(try await ask([("If-None-Match", tag)]).status == 401)
        }
    }

    @Test("ICE servers come with fresh credentials and are never kept")
    func iceServers() async throws {
        try await withLiveServer(ice: ["stun:127.0.0.1:3478", "turn:127.0.0.1:3478"]) { server in
            let alice = try await server.person("alice")
            let answer = try await alice.request("GET", "/api/ice-servers")
            let servers = try #require(answer.object["ice_servers"] as? [[String: Any]])
            #expect(servers.count == 2)
            #expect((servers[1]["username"] as? String)?.hasSuffix(":\(alice.user)") == true)
            #expect(answer.headers["cache-control"] == "no-store")
        }
    }

    @Test(
        "a member takes credentials for the relay sixty times at once and then once a minute, and no others wait"
    )
    func relayCredentials() async throws {
        try await withLiveServer(ice: ["turn:127.0.0.1:3478"]) { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            func take() async throws -> Int {
                try await alice.request("GET", "/api/ice-servers").status
            }
            for _ in 0..<60 { #expect(try await take() == 200) }
            let refused = try await alice.request("GET", "/api/ice-servers")
            #expect(refused.status == 429 && refused.errorCode == "too_many_attempts")
            #expect(refused.headers["retry-after"] == "60")
            #expect(try await bo.request("GET", "/api/ice-servers").status == 200)
            var taken = 60
            for _ in 0..<60 {
                await server.clock.advance(by: .seconds(60))
                while try await take() == 200 { taken += 1 }
            }
            #expect(taken == 120)
        }
    }

    @Test("where there is no relay nothing is counted")
    func noRelayCredentials() async throws {
        try await withLiveServer(ice: ["stun:127.0.0.1:3478"]) { server in
            let alice = try await server.person("alice")
            for _ in 0..<61 { #expect(try await alice.request("GET", "/api/ice-servers").status == 200) }
        }
    }

    @Test("an invitation makes one account, signs it in, and works once")
    func invitation() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let made = try await alice.request("POST", "/api/invitations")
            let token = try #require(made.object["token"] as? String)
            #expect(made.status == 201)
            #expect(made.object["url"] as? String == "\(server.origin)/invite/\(token)")
            let guest = Browser(server: server)
            let path = "/api/invitations/\(token)"
            #expect(try await guest.request("GET", path).object["kind"] as? String == "invitation")

            let weak = try await guest.request(
                "POST", path, ["username": "dora", "name": "Dora", "password": "short"])
            #expect(weak.status == 422 && weak.errorField == "password")
            let taken = try await guest.request(
                "POST", path, ["username": "Alice", "name": "A", "password": "long enough"])
            #expect(
                taken.status == 422 && taken.errorCode == "username_taken" && taken.errorField == "username")

            let accepted = try await guest.request(
                "POST", path, ["username": "dora", "name": "Dora", "password": "long enough"])
            #expect(accepted.status == 201)
            guest.take(accepted)
            #expect(try await guest.request("GET", "/api/session").status == 200)
            let again = try await guest.request(
                "POST", path, ["username": "emil", "name": "Emil", "password": "long enough"])
            #expect(again.status == 410 && again.errorCode == "invitation_used")
            #expect(try await guest.request("GET", "/api/invitations/nonsense").status == 404)
        }
    }

    @Test("the set-up link makes the first account and is closed afterwards")
    func setup() async throws {
        try await withLiveServer { server in
            let issued = try #require(try await server.accounts.setupLink())
            let owner = Browser(server: server)
            let path = "/api/invitations/\(issued.token.text)"
            #expect(try await owner.request("GET", path).object["kind"] as? String == "setup")
            let made = try await owner.request(
                "POST", path, ["username": "olga", "name": "Olga", "password": "long enough"])
            #expect(made.status == 201)
            #expect(try await server.accounts.setupLink() == nil)
            let closed = try await owner.request("GET", path)
            #expect(closed.status == 410 && closed.errorCode == "setup_closed")
        }
    }

    @Test("bad parameters of the history get an answer that says what is wrong")
    func historyParameters() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            #expect(
                try await alice.request("GET", "/api/calls?before=yesterday").errorCode == "invalid_before")
            #expect(try await alice.request("GET", "/api/calls?limit=0").errorCode == "invalid_limit")
            #expect(try await alice.request("GET", "/api/calls?limit=1000").errorCode == "invalid_limit")
            #expect(try await alice.request("GET", "/api/calls/no-uuid").status == 404)
        }
    }

    @Test("a body that is no JSON, or too large, or lacks a field")
    func badBodies() async throws {
        try await withLiveServer { server in
            let browser = Browser(server: server)
            #expect(try await browser.request("POST", "/api/session", ["username": "a"]).status == 400)
            let large = ["username": String(repeating: "a", count: 40_000), "password": "b"]
            let answer = try await browser.request("POST", "/api/session", large)
            #expect(answer.status == 413 && answer.errorCode == "too_large")
        }
    }

    @Test(
        "a body that breaks HTTP, or ends before it is whole, is its sender's fault",
        arguments: [
            ("Transfer-Encoding: chunked\r\n\r\nzz\r\n", false),
            ("Transfer-Encoding: chunked\r\n\r\n1\r\n{x\r\n", false),
            ("Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", true),
            ("Content-Length: 9\r\n\r\n{\"user", true),
            ("Transfer-Encoding: identity\r\n\r\n{}", false),
        ])
    func brokenBody(rest: String, isAll: Bool) async throws {
        let log = InMemoryLogHandler()
        try await withLiveServer(log: log) { server in
            let answer = try await RawAnswer.to(
                bytes: "POST /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\n\(rest)", isAll: isAll,
                port: server.port)
            #expect(answer.status == 400)
            #expect(answer.headers["connection"] == "close")
            #expect(!log.entries.contains { $0.level > .info })
        }
    }

    @Test("the page is served for each of its addresses, with a policy that allows nothing inline")
    func page() async throws {
        try await withLiveServer { server in
            let browser = Browser(server: server)
            for path in ["/", "/invite/abc", "/setup/abc"] {
                let answer = try await browser.request("GET", path)
                #expect(answer.status == 200)
                let policy = try #require(answer.headers["content-security-policy"])
                #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"))
                #expect(!policy.contains("unsafe"))
            }
            #expect(try await browser.request("GET", "/../Package.swift").status == 404)
            #expect(try await browser.request("GET", "/nothing.js").status == 404)
        }
    }

    @Test(
        "HEAD answers as GET does, without the body",
        arguments: ["/", "/invite/abc", "/healthz", "/api/session"])
    func head(path: String) async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            func ask(_ method: String) async throws -> Browser.Answer {
                try await alice.request(method, path, headers: ["Accept-Encoding": "identity"])
            }
            let (get, head) = (try await ask("GET"), try await ask("HEAD"))
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.headers["content-type"] == get.headers["content-type"])
            #expect(head.headers["content-length"] == "\(get.body.count)")
        }
    }

    @Test(
        "a known address with another method is 405 and says which would do",
        arguments: [
            ("PUT", "/api/session", "DELETE, GET, HEAD, POST"), ("POST", "/healthz", "GET, HEAD"),
            ("DELETE", "/api/invitations/abc", "GET, HEAD, POST"), ("GET", "/api/invitations", "POST"),
            ("HEAD", "/api/invitations", "POST"), ("OPTIONS", "/api/session", "DELETE, GET, HEAD, POST"),
            ("TRACE", "/", "GET, HEAD"), ("OPTIONS", "/assets/index.js", "GET, HEAD"),
        ])
    func wrongMethod(method: String, path: String, allowed: String) async throws {
        try await withLiveServer { server in
            let answer = try await Browser(server: server).request(method, path)
            #expect(answer.status == 405)
            #expect(answer.errorCode == (method == "HEAD" ? nil : "method_not_allowed"))
            #expect(answer.headers["allow"] == allowed)
            #expect(try await Browser(server: server).request(method, "/api/nothing").status == 404)
        }
    }

    @Test("what nobody foresaw is answered without a word about what it was")
    func internalError() async throws {
        let log = InMemoryLogHandler()
        try await withLiveServer(log: log) { server in
            let alice = try await server.person("alice")
            try server.database.database.close()
            let answer = try await alice.request("GET", "/api/people")
            #expect(answer.status == 500 && answer.errorCode == "internal_error")
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(!text.contains("SQL") && !text.lowercased().contains("database"))
            let request = try #require(answer.headers["x-request-id"])
            let line = try #require(log.entries.first { $0.level == .error })
            #expect(line.message == "A request failed")
            #expect(line.metadata["hb.request.id"].map { "\($0)" } == request)
            #expect(line.metadata["route"] == "/api/people")
            #expect(answer.headers["cache-control"] == "no-store")
        }
    }

    @Test("a database that cannot be written is told to whoever asks how the server is, until it can")
    func storeFault() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            let device = try await alice.device()
            let holder = try StoreHolder(server.database)
            try holder.hold("IMMEDIATE")
            try device.send("call:initiate", to: bo.user, ["call_id": UUID().uuidString])
            #expect(try await device.expect("session:error")["code"] as? String == "cannot_save")
            let answer = try await alice.request("GET", "/healthz")
            #expect(answer.status == 503)
            #expect(
                String(decoding: answer.body, as: UTF8.self) == "The database is locked by another program.\n"
            )
            #expect(answer.headers["cache-control"] == "no-store")
            let metrics = try await server.metrics()
            #expect(metrics.contains("duet_store_writable 0\n"))

            try holder.release()
            await server.clock.advance(by: .seconds(1))
            // The watch may have noticed as well, and looks again within a second.
            let deadline = ContinuousClock.now.advanced(by: .seconds(20))
            while try await alice.request("GET", "/healthz").status != 200 {
                try #require(ContinuousClock.now < deadline)
            }
            try await device.client.close()
        }
    }

    @Test("health and metrics for the operator; metrics are on a listener of their own only")
    func operatorRoutes() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let device = try await alice.device()
            #expect(try await alice.request("GET", "/healthz").status == 200)
            let metrics = try await server.metrics()
            #expect(metrics.contains("duet_connected_devices 1\n"))
            #expect(metrics.contains("duet_store_writable 1\n"))
            #expect(try await alice.request("GET", "/metrics").errorCode == "not_found")
            try await device.client.close()
        }
    }
}
