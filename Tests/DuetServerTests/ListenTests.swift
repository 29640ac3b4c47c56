import Foundation
import NIOCore
import Networks
import Testing

@testable import DuetServer

/// The places where a server can be reached.
@Suite(.timeLimit(.minutes(2)))
struct ListenTests {
    @Test("on :: it answers to IPv6 and IPv4, and to the address that one has gone to in either")
    func dualStack() async throws {
        try await withLiveServer(change: { $0.host = "::" }) { server in
            for (address, host) in [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("127.0.0.2", "127.0.0.2")]
            {
                let place = try SocketAddress(ipAddress: address, port: server.port)
                let answer = try await RawAnswer.to(
                    "GET /healthz", [("Host", "\(host):\(server.port)")], at: place)
                #expect(answer.status == 200, "\(address)")
                let foreign = try await RawAnswer.to("GET /healthz", [("Host", "192.0.2.1")], at: place)
                #expect(foreign.status == 421, "\(address)")
            }
        }
    }

    @Test("on ::1 it answers to IPv6 alone")
    func ipv6Alone() async throws {
        try await withLiveServer(change: { $0.host = "::1" }) { server in
            let six = try SocketAddress(ipAddress: "::1", port: server.port)
            #expect(
                try await RawAnswer.to("GET /healthz", [("Host", "[::1]:\(server.port)")], at: six).status
                    == 200)
            let four = try SocketAddress(ipAddress: "127.0.0.1", port: server.port)
            await #expect(throws: (any Error).self) {
                try await RawAnswer.to("GET /healthz", [("Host", "localhost")], at: four)
            }
        }
    }

    @Test("an IPv4 address that comes by IPv6 is the IPv4 address wherever it counts")
    func mapped() throws {
        let proxies = [try #require(IPNetwork("10.0.0.0/8"))]
        let client = ClientAddress(trustedProxies: proxies)
        #expect(
            client.strangersNetwork(of: "::ffff:203.0.113.7") == client.strangersNetwork(of: "203.0.113.7"))
        #expect(client.strangersNetwork(of: "::ffff:203.0.113.7") != nil)
        #expect(client.strangersNetwork(of: "::ffff:10.1.1.1") == nil)
        #expect(client.strangersNetwork(of: "::ffff:127.0.0.1") == nil)
        let attempt = SignInThrottle.Attempt(address: IPAddress("::ffff:203.0.113.7"), username: nil)
        #expect(attempt == SignInThrottle.Attempt(address: IPAddress("203.0.113.7"), username: nil))
    }

    @Test(
        "on a Unix socket each client that the proxy names has limits of its own, as with any proxy of this machine"
    )
    func unixSocket() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "duet-\(UUID().uuidString).sock")
            .path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await withLiveServer(
            publicURL: "https://talk.example.org", change: { $0.host = "unix:\(path)" }
        ) { _ in
            let place = try SocketAddress(unixDomainSocketPath: path)
            func signIn(_ username: String, for client: String) async throws -> Int {
                try await RawAnswer.to(
                    "POST /api/session",
                    [
                        ("Host", "talk.example.org"), ("X-Forwarded-For", client),
                        ("Content-Type", "application/json"),
                    ],
                    body: #"{"username":"\#(username)","password":"a guess"}"#, at: place
                ).status
            }
            for number in 0..<60 { #expect(try await signIn("name\(number)", for: "192.0.2.1") == 401) }
            #expect(try await signIn("another", for: "192.0.2.1") == 429)
            // What the client has said itself stands before what the proxy has seen.
            #expect(try await signIn("another", for: "192.0.2.2, 192.0.2.1") == 429)
            #expect(try await signIn("another", for: "192.0.2.2") == 401)
        }
    }
}
