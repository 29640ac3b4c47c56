import Foundation
import SocketClient
import Testing

/// A server that people reach through a reverse proxy with https.
@Suite(.timeLimit(.minutes(2)))
struct PublicURLTests {
    @Test("the cookie is Secure, links and policy name the public address, and only its pages are ours")
    func publicURL() async throws {
        try await withLiveServer(publicURL: "https://talk.example.org") { server in
            let alice = try await server.person("alice")
            let signIn = ["username": "alice", "password": "alice's password"]
            let answer = try await alice.request("POST", "/api/session", signIn)
            let cookie = try #require(answer.headers["set-cookie"])
            #expect(cookie.split(separator: ";").contains { $0.drop { $0 == " " } == "Secure" })
            #expect(answer.headers["strict-transport-security"] == "max-age=31536000")

            let made = try await alice.request("POST", "/api/invitations")
            let url = try #require(made.object["url"] as? String)
            #expect(url.hasPrefix("https://talk.example.org/invite/"))

            let policy = try #require(try await alice.request("GET", "/").headers["content-security-policy"])
            #expect(policy.contains("connect-src 'self' wss://talk.example.org;"))

            for origin in [server.address, "http://talk.example.org", "https://evil.example"] {
                let refused = try await alice.request("POST", "/api/invitations", origin: origin)
                #expect(refused.status == 403 && refused.errorCode == "foreign_origin", "\(origin)")
                await #expect(throws: WebSocketClient.Refused.self) {
                    try await WebSocketClient.connect(
                        port: server.port, headers: alice.socketHeaders(origin: origin))
                }
            }
            let device = try await alice.device()
            try await device.client.close()
        }
    }

    @Test("without one nothing promises https, and the policy names the socket where the request came")
    func none() async throws {
        try await withLiveServer { server in
            let answer = try await Browser(server: server).request("GET", "/")
            #expect(answer.headers["strict-transport-security"] == nil)
            let policy = try #require(answer.headers["content-security-policy"])
            #expect(policy.contains("connect-src 'self' ws://127.0.0.1:\(server.port);"))
        }
    }
}
