import Foundation
import SocketClient
import TestSupport
import Testing

@testable import DuetServer

/// Signing in over HTTP, and who is meant by a request.
@Suite(.timeLimit(.minutes(2)))
struct SessionAPITests {
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

    @Test("whoever signs in in a browser ends the session that was there, the same person's or another one's")
    func oneSession() async throws {
        try await withLiveServer { server in
            let (alice, _) = (try await server.person("alice"), try await server.person("bo"))
            let first = try #require(alice.cookie)
            let device = try await alice.device()
            try await alice.signIn("bo")
            #expect(try await isValid(first, server) == false)
            await server.clock.advance(by: SessionWatch.interval)
            #expect(try await device.client.closeCode == 4003)
            let second = try #require(alice.cookie)
            try await alice.signIn("bo")
            #expect(try await isValid(second, server) == false)
            let third = try #require(alice.cookie)
            let token = try await alice.request("POST", "/api/invitations").object["token"] as? String
            let invited = try await alice.request(
                "POST", "/api/invitations/\(try #require(token))",
                ["username": "dora", "name": "Dora", "password": "long enough"])
            #expect(invited.status == 201)
            #expect(try await isValid(third, server) == false)
        }
    }

    @Test("a call goes on while somebody else signs in in the browser, and the session ends with it")
    func oneSessionInCall() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            _ = try await server.person("carl")
            let (caller, callee) = (try await alice.device(), try await bo.device())
            let id = UUID().uuidString.lowercased()
            try caller.send("call:initiate", to: bo.user, ["call_id": id])
            try await caller.expectCall("calling")
            let (former, aliceID) = (try #require(alice.cookie), caller.user)
            try await alice.signIn("carl")
            for _ in 1...3 { await server.clock.advance(by: SessionWatch.interval) }
            try await callee.expect("call:incoming")
            try await callee.expectCall("ringing")
            try callee.send("call:accept", to: aliceID, ["call_id": id])
            try await caller.expect("call:accept")
            try await caller.expectCall("in-call")
            #expect(try await isValid(former, server))
            try caller.send("call:end", to: bo.user, ["call_id": id, "reason": "hung_up"])
            try await eventually("the session ends") {
                await server.clock.advance(by: SessionWatch.interval)
                return try await !isValid(former, server)
            }
        }
    }

    private func isValid(_ cookie: String, _ server: LiveServer) async throws -> Bool {
        try await Browser(server: server)
            .request("GET", "/api/session", headers: ["Cookie": cookie]).status == 200
    }
}
