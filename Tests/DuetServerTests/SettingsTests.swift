import Testing

/// What people choose for themselves, over HTTP.
@Suite(.timeLimit(.minutes(2)))
struct SettingsTests {
    private static let relay = ["turn:127.0.0.1:3478"]

    private func isRelayOnly(_ browser: Browser) async throws -> Bool? {
        try await browser.request("GET", "/api/ice-servers").object["relay_only"] as? Bool
    }

    private func settings(_ browser: Browser) async throws -> [String] {
        let object = try await browser.request("GET", "/api/settings").object
        let chosen = try #require(object["always_relay"] as? Bool)
        return ["\(chosen)", try #require(object["relay"] as? String)]
    }

    private func choose(_ isAlways: Bool, _ browser: Browser) async throws -> Int {
        try await browser.request("PUT", "/api/settings", ["always_relay": isAlways]).status
    }

    @Test(
        "who wants only relayed calls gets them with the next servers, and nobody else does; it can be taken back"
    )
    func alwaysRelay() async throws {
        try await withLiveServer(ice: Self.relay) { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            #expect(try await settings(alice) == ["false", "offered"])
            #expect(try await isRelayOnly(alice) == false)
            for _ in 1...2 { #expect(try await choose(true, alice) == 204) }
            #expect(try await settings(alice) == ["true", "offered"])
            #expect(try await isRelayOnly(alice) == true)
            #expect(try await isRelayOnly(bo) == false)
            #expect(try await choose(false, alice) == 204)
            #expect(try await isRelayOnly(alice) == false)
        }
    }

    @Test("without a relay nobody can leave themselves without any call, and may still switch it off")
    func noRelay() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            #expect(try await settings(alice) == ["false", "none"])
            let refused = try await alice.request("PUT", "/api/settings", ["always_relay": true])
            #expect(refused.status == 409 && refused.errorCode == "no_relay")
            #expect(try await settings(alice) == ["false", "none"])
            #expect(try await choose(false, alice) == 204)
        }
    }

    @Test("where the operator wants every call relayed, everybody's are, whatever they have chosen")
    func operatorsChoice() async throws {
        try await withLiveServer(ice: Self.relay, alwaysRelay: true) { server in
            let alice = try await server.person("alice")
            #expect(try await settings(alice) == ["false", "always"])
            #expect(try await isRelayOnly(alice) == true)
        }
    }

    @Test("what is no choice is refused, as is another site's page")
    func refused() async throws {
        try await withLiveServer(ice: Self.relay) { server in
            let alice = try await server.person("alice")
            #expect(try await alice.request("PUT", "/api/settings", ["always_relay": "yes"]).status == 400)
            #expect(try await alice.request("PUT", "/api/settings", [:]).status == 400)
            let foreign = try await alice.request(
                "PUT", "/api/settings", ["always_relay": true], origin: "https://evil.example")
            #expect(foreign.status == 403)
            #expect(try await settings(alice) == ["false", "offered"])
        }
    }
}
