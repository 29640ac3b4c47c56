import Accounts
import Foundation
import SocketClient
import TestSupport
import Testing

/// The list of people over HTTP.
@Suite(.timeLimit(.minutes(2)))
struct PeopleAPITests {
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
}
