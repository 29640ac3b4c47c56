import Accounts
import Testing

/// Invitations over HTTP.
@Suite(.timeLimit(.minutes(2)))
struct InvitationAPITests {
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

    @Test(
        "whoever takes up an invitation cannot look like somebody else, and keeps the link",
        arguments: [
            ("alise", "Аlice", "name_imitates", "name"), ("a1ice", "Dora", "username_imitates", "username"),
            ("аlice", "Dora", "username_invalid", "username"),
            ("dora", "Do\u{2060}ra", "name_invalid", "name"),
        ])
    func imitation(username: String, name: String, code: String, field: String) async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let made = try await alice.request("POST", "/api/invitations")
            let path = "/api/invitations/\(try #require(made.object["token"] as? String))"
            let guest = Browser(server: server)
            let refused = try await guest.request(
                "POST", path, ["username": username, "name": name, "password": "long enough"])
            #expect(refused.status == 422 && refused.errorCode == code && refused.errorField == field)
            let welcome = try await guest.request(
                "POST", path, ["username": "dora", "name": "Dora", "password": "long enough"])
            #expect(welcome.status == 201)
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
}
