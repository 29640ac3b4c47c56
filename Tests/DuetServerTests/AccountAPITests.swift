import Foundation
import SocketClient
import TestSupport
import Testing

@testable import DuetServer

/// What somebody does with their own account.
@Suite(.timeLimit(.minutes(2)))
struct AccountAPITests {
    private func sessions(_ browser: Browser) async throws -> [[String: Any]] {
        let answer = try await browser.request("GET", "/api/sessions")
        #expect(answer.status == 200)
        return try #require(answer.object["sessions"] as? [[String: Any]])
    }

    private func signedIn(_ username: String, _ server: LiveServer, as agent: String) async throws -> Browser
    {
        let browser = Browser(server: server)
        let answer = try await browser.request(
            "POST", "/api/session", ["username": username, "password": "\(username)'s password"],
            headers: ["User-Agent": agent])
        #expect(answer.status == 200)
        browser.take(answer)
        return browser
    }

    private func isSignedIn(_ browser: Browser) async throws -> Bool {
        try await browser.request("GET", "/api/session").status == 200
    }

    @Test("another name is everybody's to see, and one's other devices hear of it")
    func name() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let device = try await alice.device()
            let answer = try await alice.request("PUT", "/api/account", ["name": "  Alicia Ä\u{308} "])
            #expect(answer.status == 200)
            let user = answer.object["user"] as? [String: Any]
            #expect(
                user?["name"] as? String == "Alicia \u{C4}\u{308}" && user?["username"] as? String == "alice")
            #expect(try await device.expect("session:changed")["what"] as? String == "account")
            let people = try await bo.request("GET", "/api/people").object["people"] as? [[String: Any]]
            let names = try #require(people).compactMap { $0["name"] as? String }
            #expect(names.sorted() == ["Alicia \u{C4}\u{308}", "Bo"])
        }
    }

    @Test(
        "what is no name is refused beside its field, and the old one stays",
        arguments: ["", " ", "\u{202E}x"])
    func noName(name: String) async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let answer = try await alice.request("PUT", "/api/account", ["name": name])
            #expect(answer.status == 422 && answer.errorCode == "name_invalid" && answer.errorField == "name")
            let user = try await alice.request("GET", "/api/session").object["user"] as? [String: Any]
            #expect(user?["name"] as? String == "Alice")
        }
    }

    @Test(
        "a name that looks like somebody else's is refused beside its field",
        arguments: ["bo", "B\u{43E}", "Ｂo", "Bo\u{323}", "B0"])
    func imitation(name: String) async throws {
        try await withLiveServer { server in
            let (alice, _) = (try await server.person("alice"), try await server.person("bo"))
            let answer = try await alice.request("PUT", "/api/account", ["name": name])
            #expect(
                answer.status == 422 && answer.errorCode == "name_imitates" && answer.errorField == "name")
            let user = try await alice.request("GET", "/api/session").object["user"] as? [String: Any]
            #expect(user?["name"] as? String == "Alice")
        }
    }

    @Test("the very name of somebody else may be had, and the list says of both that they could be mistaken")
    func sameName() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            _ = try await server.person("carl")
            func mistakable() async throws -> [String] {
                let people = try await bo.request("GET", "/api/people").object["people"] as? [[String: Any]]
                return try #require(people).filter { $0["mistakable"] as? Bool == true }
                    .compactMap { $0["username"] as? String }.sorted()
            }
            #expect(try await mistakable() == [])
            #expect(try await alice.request("PUT", "/api/account", ["name": "Bo"]).status == 200)
            #expect(try await mistakable() == ["alice", "bo"])
            #expect(try await alice.request("PUT", "/api/account", ["name": "Alice"]).status == 200)
            #expect(try await mistakable() == [])
        }
    }

    @Test("a name may be changed twenty times at once and then once in half a minute, by each for themselves")
    func renames() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            func rename(_ person: Browser) async throws -> Int {
                try await person.request("PUT", "/api/account", ["name": "Somebody"]).status
            }
            for _ in 0..<20 { #expect(try await rename(alice) == 200) }
            let refused = try await alice.request("PUT", "/api/account", ["name": "Alice"])
            #expect(refused.status == 429 && refused.errorCode == "too_many_attempts")
            #expect(refused.headers["retry-after"] == "30")
            #expect(try await rename(bo) == 200)
            await server.clock.advance(by: .seconds(30))
            #expect(try await rename(alice) == 200)
            #expect(try await rename(alice) == 429)
        }
    }

    @Test(
        "another password ends all other sessions, their sockets and calls, and takes the place of the old one"
    )
    func password() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let other = Browser(server: server)
            try await other.signIn("alice")
            let (device, callee) = (try await other.device(), try await bo.device())
            let id = UUID().uuidString.lowercased()
            try device.send("call:initiate", to: bo.user, ["call_id": id])
            try await callee.expect("call:incoming")
            try await callee.expectCall("ringing")
            try callee.send("call:accept", to: alice.user, ["call_id": id])
            try await callee.expectCall("in-call")
            let answer = try await alice.request(
                "PUT", "/api/account/password",
                ["current": "alice's password", "password": "another one of hers"])
            #expect(answer.status == 204)
            #expect(try await device.client.closeCode == 4003)
            #expect(try await callee.expect("call:end")["reason"] as? String == "signed_out")
            #expect(try await isSignedIn(alice))
            #expect(try await !isSignedIn(other))
            let old = try await other.request(
                "POST", "/api/session", ["username": "alice", "password": "alice's password"])
            #expect(old.status == 401)
            let new = try await other.request(
                "POST", "/api/session", ["username": "alice", "password": "another one of hers"])
            #expect(new.status == 200)
        }
    }

    @Test(
        "the password until now has to be known, and the new one to be one",
        arguments: [
            ("guessed", "long enough", "wrong_password", "current"),
            ("alice's password", "short", "password_too_short", "password"),
            ("guessed", "short", "password_too_short", "password"),
        ])
    func wrongPassword(current: String, password: String, code: String, field: String) async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let answer = try await alice.request(
                "PUT", "/api/account/password", ["current": current, "password": password])
            #expect(answer.status == 422 && answer.errorCode == code && answer.errorField == field)
            try await Browser(server: server).signIn("alice")
        }
    }

    @Test("whoever has found an open page does not guess the password for ever")
    func guesses() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            var statuses: [Int] = []
            for _ in 1...30 {
                statuses.append(
                    try await alice.request(
                        "PUT", "/api/account/password", ["current": "guessed", "password": "long enough"]
                    ).status)
            }
            #expect(statuses.first == 422 && statuses.last == 429)
        }
    }

    @Test("each place where one is signed in is told, the one used last first, and can be signed out")
    func sessions() async throws {
        try await withLiveServer { server in
            _ = try await server.person("alice")
            let bo = try await server.person("bo")
            await server.clock.advance(by: .seconds(60))
            let phone = try await signedIn("alice", server, as: "Phone/1.0 \u{E4}")
            await server.clock.advance(by: .seconds(60))
            let desk = try await signedIn("alice", server, as: String(repeating: "x", count: 300))
            let found = try await sessions(desk)
            #expect(found.count == 3)
            #expect(found.map { $0["this_session"] as? Bool } == [true, false, false])
            #expect(found[0]["user_agent"] as? String == String(repeating: "x", count: 256))
            #expect(found[1]["user_agent"] as? String == "Phone/1.0 ")
            let moments = found.compactMap { $0["last_seen_at"] as? String }
            #expect(moments.count == 3 && moments == moments.sorted(by: >))

            let id = try #require(found[1]["id"] as? String)
            #expect(try await bo.request("DELETE", "/api/sessions/\(id)").errorCode == "unknown_session")
            #expect(try await isSignedIn(phone))
            let device = try await phone.device()
            #expect(try await desk.request("DELETE", "/api/sessions/\(id)").status == 204)
            #expect(try await device.client.closeCode == 4003)
            #expect(try await !isSignedIn(phone))
            let gone = try await desk.request("DELETE", "/api/sessions/\(id)")
            #expect(gone.status == 404 && gone.errorCode == "unknown_session")

            #expect(try await desk.request("DELETE", "/api/sessions").status == 204)
            #expect(try await sessions(desk).count == 1)
            #expect(try await sessions(bo).count == 1)
        }
    }

    @Test(
        "nobody does anything to an account without being signed in",
        arguments: [
            ("PUT", "/api/account"), ("DELETE", "/api/account"), ("PUT", "/api/account/password"),
            ("GET", "/api/sessions"),
            ("DELETE", "/api/sessions"), ("DELETE", "/api/sessions/x"),
        ])
    func stranger(method: String, path: String) async throws {
        try await withLiveServer { server in
            let answer = try await Browser(server: server).request(
                method, path, method == "GET" ? nil : [:])
            #expect(answer.status == 401)
        }
    }
}
