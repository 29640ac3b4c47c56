import CallCore
import Foundation
import Signaling
import TestSupport
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

    private func peace(_ browser: Browser) async throws -> String {
        let object = try await browser.request("GET", "/api/settings").object
        guard let peace = object["do_not_disturb"] as? [String: Any] else {
            #expect(object["do_not_disturb"] is NSNull)
            return "off"
        }
        return peace["until"] as? String ?? "until it is switched off"
    }

    @Test(
        "do not disturb holds until it ends by itself or is switched off, and the person's other devices hear of it"
    )
    func doNotDisturb() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let (phone, stranger) = (try await alice.device(), try await bo.device())
            let path = "/api/settings/do-not-disturb"
            #expect(try await peace(alice) == "off")

            let until = server.clock.now.advanced(by: .seconds(60)).wireText
            #expect(try await alice.request("PUT", path, ["until": until]).status == 204)
            #expect(try await phone.expect("session:changed")["what"] as? String == "settings")
            #expect(try await peace(alice) == until)
            #expect(try await peace(bo) == "off")
            await server.clock.advance(by: .seconds(60))
            #expect(try await peace(alice) == "off")

            #expect(try await alice.request("PUT", path, ["until": NSNull()]).status == 204)
            try await phone.expect("session:changed")
            #expect(try await peace(alice) == "until it is switched off")
            #expect(try await alice.request("PUT", "/api/settings", ["always_relay": false]).status == 204)
            try await phone.expect("session:changed")
            #expect(try await peace(alice) == "until it is switched off")
            for _ in 1...2 { #expect(try await alice.request("DELETE", path).status == 204) }
            #expect(try await peace(alice) == "off")

            // Nobody else has heard of any of it.
            try stranger.send("session:ping", to: "server", ["sent_at": 1])
            try await stranger.expect("session:pong")
        }
    }

    @Test("an end that is none, or has passed by the server's clock, is refused with what to do about it")
    func badEnd() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let path = "/api/settings/do-not-disturb"
            let none = try await alice.request("PUT", path, ["until": "tomorrow"])
            #expect(none.status == 400 && none.errorCode == "invalid_until")
            #expect(try await alice.request("PUT", path, ["until": 5]).status == 400)
            // Whoever leaves it out has not said for how long.
            #expect(try await alice.request("PUT", path, [:]).errorCode == "unreadable")
            let passed = try await alice.request("PUT", path, ["until": server.clock.now.wireText])
            #expect(passed.status == 422 && passed.errorCode == "end_has_passed")
            #expect(try await peace(alice) == "off")
            #expect(try await Browser(server: server).request("DELETE", path).status == 401)
        }
    }
}
