import Foundation
import Testing

/// Blocking over HTTP.
@Suite(.timeLimit(.minutes(2)))
struct BlocksTests {
    private func blocked(_ browser: Browser) async throws -> [String]? {
        try await browser.request("GET", "/api/blocks").object["blocked"] as? [String]
    }

    @Test("a person blocks another one and takes it back, each as often as they like; only they are told")
    func blocking() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            for _ in 1...2 {
                #expect(try await alice.request("PUT", "/api/people/\(bo.user)/block").status == 204)
            }
            #expect(try await blocked(alice) == [bo.user])
            #expect(try await blocked(bo) == [])
            for _ in 1...2 {
                #expect(try await alice.request("DELETE", "/api/people/\(bo.user)/block").status == 204)
            }
            #expect(try await blocked(alice) == [])
        }
    }

    @Test("nobody blocks themselves, somebody who is not there, or from another site's page")
    func refused() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let themselves = try await alice.request("PUT", "/api/people/\(alice.user)/block")
            #expect(themselves.status == 422 && themselves.errorCode == "self_block")
            for method in ["PUT", "DELETE"] {
                for id in ["nobody", "no%20id"] {
                    let answer = try await alice.request(method, "/api/people/\(id)/block")
                    #expect(answer.status == 404 && answer.errorCode == "unknown_user", "\(method) \(id)")
                }
            }
            let foreign = try await alice.request(
                "PUT", "/api/people/\(bo.user)/block", origin: "https://evil.example")
            #expect(foreign.status == 403)
            let stranger = Browser(server: server)
            #expect(try await stranger.request("PUT", "/api/people/\(bo.user)/block").status == 401)
            #expect(try await stranger.request("GET", "/api/blocks").status == 401)
            #expect(try await blocked(alice) == [])
        }
    }
}
