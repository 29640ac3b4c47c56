import Accounts
import Foundation
import SocketClient
import Testing

@testable import DuetServer

/// A server that people reach through a reverse proxy with https.
@Suite(.timeLimit(.minutes(2)))
struct PublicURLTests {
    @Test("the cookie is Secure, links and policy name the public address, and only its pages are ours")
    func publicURL() async throws {
        try await withLiveServer(publicURL: "https://talk.example.org") { server in
            let alice = try await server.person("alice")
            let signIn = ["username": "alice", "password": "alice's password"]
            let answer = try await alice.request("POST", "/api/session", signIn)
            alice.take(answer)
            let cookie = try #require(answer.headers["set-cookie"])
            #expect(cookie.split(separator: ";").contains { $0.drop { $0 == " " } == "Secure" })
            #expect(answer.headers["strict-transport-security"] == nil)

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

    @Test(
        "below a path everything is there and nothing beside it, and the cookie is for that path",
        arguments: ["/talk", "/on/this/Host"])
    func basePath(base: String) async throws {
        try await withLiveServer(publicURL: "https://example.org\(base)") { server in
            try await server.accounts.createAccount(
                username: "alice", name: "Alice", password: "alice's password")
            let alice = Browser(server: server)
            let signIn = ["username": "alice", "password": "alice's password"]
            let answer = try await alice.request("POST", "\(base)/api/session", signIn)
            #expect(answer.status == 200)
            let cookie = try #require(answer.headers["set-cookie"])
            #expect(cookie.split(separator: "; ").contains("Path=\(base)/"), "in whatever order")
            alice.take(answer)

            let page = try await alice.request("GET", "\(base)/")
            #expect(page.status == 200)
            #expect(String(decoding: page.body, as: UTF8.self).contains(#"<base href="\#(base)/">"#))
            #expect(try await alice.request("GET", "\(base)/setup/token").status == 200)
            #expect(try await alice.request("GET", "\(base)/healthz").status == 200)
            #expect(try await alice.request("GET", "/healthz").status == 200)

            let made = try await alice.request("POST", "\(base)/api/invitations")
            let url = try #require(made.object["url"] as? String)
            #expect(url.hasPrefix("https://example.org\(base)/invite/"))

            let bare = try await RawAnswer.to("GET \(base)", [], port: server.port)
            #expect(bare.status == 308 && bare.headers["location"] == "\(base)/")
            for path in ["/", "/api/session", "/setup/token", "\(base)ed/", "/signaling"] {
                #expect(try await alice.request("GET", path).status == 404, "\(path)")
            }

            let socket = try await WebSocketClient.connect(
                port: server.port, path: "\(base)/signaling", headers: alice.socketHeaders())
            #expect(try await socket.next().contains("session:ready"))
            try await socket.close()
        }
    }

    @Test("browsers are held to https for as long as was asked for", arguments: [0, 31_536_000])
    func strictTransport(seconds: Int) async throws {
        try await withLiveServer(
            publicURL: "https://talk.example.org", change: { $0.strictTransport = .seconds(seconds) }
        ) { server in
            let answer = try await Browser(server: server).request("GET", "/")
            #expect(answer.headers["strict-transport-security"] == "max-age=\(seconds)")
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
