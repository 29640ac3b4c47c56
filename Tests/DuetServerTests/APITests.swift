import Foundation
import InMemoryLogging
import Logging
import Storage
import TestSupport
import Testing

/// What holds for every route: bodies, methods and faults.
@Suite(.timeLimit(.minutes(2)))
struct APITests {
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
}
