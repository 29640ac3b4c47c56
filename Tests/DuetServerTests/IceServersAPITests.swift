import Foundation
import InMemoryLogging
import Logging
import TestSupport
import Testing

/// What browsers are told of STUN servers and relays.
@Suite(.timeLimit(.minutes(2)))
struct IceServersAPITests {
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

    @Test("the log tells neither credentials nor what they are made with")
    func quiet() async throws {
        let log = InMemoryLogHandler()
        try await withLiveServer(ice: ["turn:127.0.0.1:3478"], log: log) { server in
            let alice = try await server.person("alice")
            let answer = try await alice.request("GET", "/api/ice-servers")
            let relay = try #require((answer.object["ice_servers"] as? [[String: Any]])?.first)
            let told = log.entries.map { "\($0.message) \($0.metadata)" }
            #expect(!told.isEmpty)
            for secret in [relay["username"], relay["credential"], "north"].compactMap({ $0 as? String }) {
                #expect(told.filter { $0.contains(secret) } == [], "\(secret)")
            }
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
}
