import Foundation
import Testing

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
}
