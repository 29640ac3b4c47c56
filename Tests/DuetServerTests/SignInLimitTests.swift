import Accounts
import Foundation
import InMemoryLogging
import Logging
import TestSupport
import Testing

/// The limit on signing in, as a browser meets it.
@Suite(.timeLimit(.minutes(2)))
struct SignInLimitTests {
    private func signIn(
        _ server: LiveServer, _ username: String, _ password: String, from addresses: String? = nil
    ) async throws -> Browser.Answer {
        try await Browser(server: server).request(
            "POST", "/api/session", ["username": username, "password": password],
            headers: addresses.map { ["X-Forwarded-For": $0] } ?? [:])
    }

    @Test("after ten wrong passwords a name has to wait, told in words and seconds; others have not")
    func guessing() async throws {
        try await withLiveServer { server in
            _ = try await server.person("alice")
            for _ in 0..<10 { #expect(try await signIn(server, "alice", "a guess").status == 401) }
            let refused = try await signIn(server, "Alice", "alice's password")
            #expect(refused.status == 429 && refused.errorCode == "too_many_attempts")
            #expect(refused.headers["retry-after"] == "6")
            let error = refused.object["error"] as? [String: Any]
            #expect(
                error?["message"] as? String
                    == "There were too many attempts. Wait 6 seconds, then try again.")
            _ = try await server.person("bo")
            await server.clock.advance(by: .seconds(6))
            for _ in 0..<3 {
                #expect(try await signIn(server, "alice", "alice's password").status == 200)
            }
        }
    }

    @Test(
        "a stranger's ten guesses do not keep the owner from a browser that they have signed in from before")
    func knownBrowser() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            func tries(_ browser: Browser, _ password: String) async throws -> Int {
                try await browser.request(
                    "POST", "/api/session", ["username": "alice", "password": password]
                ).status
            }
            #expect(try await alice.request("DELETE", "/api/session").status == 204)
            // Bo's browser is known, to Bo: for this name he is a stranger like any other.
            for _ in 0..<5 { #expect(try await tries(bo, "a guess") == 401) }
            for _ in 0..<5 { #expect(try await tries(Browser(server: server), "a guess") == 401) }
            for stranger in [bo, Browser(server: server)] {
                #expect(try await tries(stranger, "alice's password") == 429)
            }
            #expect(try await tries(alice, "alice's password") == 200)
            // Her own browser may not guess for ever, either.
            for _ in 0..<10 { #expect(try await tries(alice, "a guess") == 401) }
            #expect(try await tries(alice, "alice's password") == 429)
        }
    }

    @Test("the browser's cookie is out of reach of scripts and of other sites, and outlives signing out")
    func browserCookie() async throws {
        try await withLiveServer { server in
            _ = try await server.person("alice")
            let answer = try await signIn(server, "alice", "alice's password")
            let cookies = try #require(answer.headers["set-cookie"])
            let start = try #require(cookies.range(of: "duet_browser="))
            let cookie = cookies[start.lowerBound...]
            for part in ["Max-Age=34560000", "Path=/", "HttpOnly", "SameSite=Strict"] {
                #expect(cookie.contains(part), "\(part)")
            }
            let browser = Browser(server: server)
            try await browser.signIn("alice")
            let signedOut = try await browser.request("DELETE", "/api/session")
            #expect(signedOut.headers["set-cookie"]?.contains("duet_browser") == false)
        }
    }

    @Test("what fails and who is kept waiting is logged, without a name and an address")
    func logged() async throws {
        let log = InMemoryLogHandler()
        try await withLiveServer(log: log) { server in
            _ = try await server.person("alice")
            for _ in 0..<10 { _ = try await signIn(server, "alice", "a guess") }
            for _ in 0..<3 { #expect(try await signIn(server, "alice", "a guess").status == 429) }
            await server.clock.advance(by: .seconds(60))
            let failed = log.entries.filter { $0.message == "Signing in failed" }
            #expect(failed.count == 10)
            #expect(failed.allSatisfy { $0.level == .info && $0.metadata["code"] == "wrong_credentials" })
            let throttled = log.entries.filter { $0.message == "Throttled sign-ins" }
            #expect(throttled.map(\.level) == [.info, .info])
            #expect(throttled.map { $0.metadata["codes"] } == [["username": "1"], ["username": "2"]])
            for entry in failed + throttled {
                let text = "\(entry.message) \(entry.metadata)"
                #expect(!text.contains("alice") && !text.contains("127.0.0.1"), "\(text)")
            }
        }
    }

    @Test("behind a proxy on this machine the address is the last that it names")
    func proxied() async throws {
        try await withLiveServer(publicURL: "https://talk.example.org") { server in
            for number in 0..<60 {
                let answer = try await signIn(
                    server, "person-\(number)", "a guess", from: "198.51.100.\(number), 192.0.2.1")
                #expect(answer.status == 401)
            }
            #expect(try await signIn(server, "dora", "a guess", from: "192.0.2.2, 192.0.2.1").status == 429)
            #expect(try await signIn(server, "dora", "a guess", from: "192.0.2.1, 192.0.2.2").status == 401)
        }
    }

    @Test("without a public address nobody's word about where it comes from is taken")
    func notProxied() async throws {
        try await withLiveServer { server in
            for number in 0..<60 {
                _ = try await signIn(server, "person-\(number)", "a guess", from: "192.0.2.\(number)")
            }
            #expect(try await signIn(server, "dora", "a guess", from: "192.0.2.99").status == 429)
        }
    }

    @Test("taking up an invitation hashes a password too, and is counted")
    func invitations() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let token = try #require(
                try await alice.request("POST", "/api/invitations").object["token"] as? String)
            let new = ["username": "dora", "name": "Dora", "password": "short"]
            for _ in 0..<60 {
                let answer = try await alice.request("POST", "/api/invitations/\(token)", new)
                #expect(answer.status == 422)
            }
            #expect(try await alice.request("POST", "/api/invitations/\(token)", new).status == 429)
        }
    }
}
