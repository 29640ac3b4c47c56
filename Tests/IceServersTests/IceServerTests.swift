import CallCore
import IceServers
import Testing

struct IceServerTests {
    @Test(
        "addresses of STUN and TURN servers are taken",
        arguments: [
            "stun:stun.example.org", "stun:192.0.2.1:3478", "stuns:[2001:db8::1]:5349",
            "turn:turn.example.org:3478?transport=udp", "turns:turn.example.org?transport=tcp",
        ])
    func valid(url: String) throws {
        #expect(try IceServerURL(url).description == url)
    }

    @Test(
        "anything else is refused with a sentence that quotes it",
        arguments: [
            "", "stun", "stun:", "http://stun.example.org", "stun://stun.example.org", "stun:host:0",
            "stun:host:99999", "stun:host:abc", "stun:a b", "stun:host?transport=udp",
            "turn:host?transport=tls", "turn:[nonsense]", "turn:[::1", "turn:user@host",
        ])
    func invalid(url: String) {
        #expect {
            try IceServerURL(url)
        } throws: { error in
            "\(error)".contains("\"\(url)\"")
        }
    }

    @Test("credentials are those of coturn's static-auth-secret and end after their lifetime")
    func credentials() throws {
        let list = try IceServerList(
            urls: [IceServerURL("stun:s.example.org"), IceServerURL("turn:t.example.org")],
            turnSecret: "north", lifetime: 3600)
        let servers = list.servers(for: UserID("alice")!, at: Timestamp(milliseconds: 1_700_000_000_999))
        // printf '1700003600:alice' | openssl dgst -sha1 -hmac north -binary | base64
        #expect(
            servers == [
                IceServer(urls: ["stun:s.example.org"], username: nil, credential: nil),
                IceServer(
                    urls: ["turn:t.example.org"], username: "1700003600:alice",
                    credential: "wjwSXO2ch1B6VaLTLMy2Avn5O9o="),
            ])
    }

    @Test("a relay without a secret is refused")
    func missingSecret() {
        #expect(throws: IceServerListError.missingSecret) {
            try IceServerList(urls: [IceServerURL("turn:t.example.org")], turnSecret: nil)
        }
    }

    @Test("neither a list nor credentials that are printed by mistake tell a secret")
    func printed() throws {
        let list = try IceServerList(urls: [IceServerURL("turn:t.example.org")], turnSecret: "north")
        let credentials = TurnCredentials(
            secret: "north", subject: "alice", end: Timestamp(milliseconds: 1_700_003_600_000))
        var dumped = ""
        dump([list], to: &dumped)
        dump([credentials], to: &dumped)
        let told = "\([list]) \([credentials]) \(String(reflecting: credentials)) \(dumped)"
        #expect(told.contains("t.example.org"))
        for secret in ["north", credentials.username, credentials.password] {
            #expect(!told.contains(secret), "\(secret)")
        }
    }

    @Test("no server is needed")
    func none() throws {
        let list = try IceServerList(urls: [], turnSecret: nil)
        #expect(list.servers(for: UserID("alice")!, at: Timestamp(milliseconds: 0)).isEmpty)
    }
}
