import Foundation
import Testing

/// `duet coturn-config`.
@Suite(.timeLimit(.minutes(2)))
struct CoturnConfigCommandTests {
    private let workplace: Workplace
    private static let host = ["--relay-host", "relay.example.org"]

    init() throws { workplace = try Workplace() }

    private func run(
        _ arguments: [String] = host, _ environment: [String: String] = [:]
    ) async throws -> (secret: String, configuration: String, notes: String) {
        let outcome = try await workplace.run(["coturn-config"] + arguments, environment: environment)
        #expect(outcome.exitCode == 0, "\(outcome.complaint)")
        #expect(workplace.contents.isEmpty)
        let secret = try #require(outcome.output.firstMatch(of: /\nstatic-auth-secret=(.*)\n/)).output.1
        return (String(secret), outcome.output, outcome.complaint)
    }

    @Test("a secret that nobody has given is new each time, and the person is told where it belongs")
    func newSecret() async throws {
        let (first, second) = (try await run(), try await run())
        #expect(Data(base64Encoded: first.secret)?.count == 32)
        #expect(first.secret != second.secret)
        #expect(first.notes.contains("The secret is new: set turn-secret to the static-auth-secret above."))
    }

    @Test("the relay has the host of the public URL, unless it is told its own")
    func publicURL() async throws {
        let url = ["--public-url", "https://talk.example.org"]
        #expect(try await run(url).configuration.contains("\nrealm=talk.example.org\n"))
        #expect(try await run(url + Self.host).configuration.contains("\nrealm=relay.example.org\n"))
    }

    @Test("a secret that was given is the one")
    func givenSecret() async throws {
        let printed = try await run(Self.host, ["DUET_TURN_SECRET": "north"])
        #expect(printed.secret == "north")
        #expect(!printed.notes.contains("The secret is new"))
    }

    @Test("what Duet must be told stands beside the configuration, and not in it")
    func urls() async throws {
        let printed = try await run(Self.host + ["--relay-port", "3479"])
        let told = #"--ice "turn:relay.example.org:3479?transport=udp""#
        #expect(printed.notes.contains(told))
        #expect(!printed.configuration.contains("--ice"))
        #expect(printed.configuration.contains("\nlistening-port=3479\n"))
        #expect(printed.configuration.contains("\nrealm=relay.example.org\n"))
    }

    @Test("each of its lines is there, for the plainest relay")
    func plainest() async throws {
        let printed = try await run(Self.host, ["DUET_TURN_SECRET": "north"])
        #expect(
            settings(of: printed.configuration) == """
                use-auth-secret
                static-auth-secret=north
                realm=relay.example.org
                stale-nonce=600
                listening-port=3478
                no-tls
                no-dtls
                min-port=49152
                max-port=65535
                no-tcp-relay
                \(Self.everywhere)
                """)
    }

    @Test("each of its lines is there, for one with TLS, behind a NAT")
    func secure() async throws {
        let printed = try await run(
            Self.host + [
                "--relay-certificate", "/etc/relay/fullchain.pem", "--relay-key", "/etc/relay/privkey.pem",
                "--relay-address", "192.168.1.2", "--relay-public-address", "203.0.113.7",
                "--relay-ports", "50000-50999",
            ], ["DUET_TURN_SECRET": "north"])
        #expect(
            settings(of: printed.configuration) == """
                use-auth-secret
                static-auth-secret=north
                realm=relay.example.org
                stale-nonce=600
                listening-port=3478
                tls-listening-port=5349
                cert=/etc/relay/fullchain.pem
                pkey=/etc/relay/privkey.pem
                no-tlsv1
                no-tlsv1_1
                no-dtls
                relay-ip=192.168.1.2
                external-ip=203.0.113.7/192.168.1.2
                min-port=50000
                max-port=50999
                no-tcp-relay
                \(Self.everywhere)
                allowed-peer-ip=192.168.1.2
                """)
    }

    /// What stands in every configuration: how little it says, how much it lends, and where it carries nothing.
    private static let everywhere = """
        no-cli
        no-software-attribute
        no-rfc5780
        no-stun-backward-compatibility
        response-origin-only-with-rfc5780
        fingerprint
        total-quota=600
        user-quota=24
        max-bps=64000
        no-multicast-peers
        denied-peer-ip=0.0.0.0-0.255.255.255
        denied-peer-ip=127.0.0.0-127.255.255.255
        denied-peer-ip=169.254.0.0-169.254.255.255
        denied-peer-ip=192.0.0.0-192.0.0.255
        denied-peer-ip=198.18.0.0-198.19.255.255
        denied-peer-ip=224.0.0.0-239.255.255.255
        denied-peer-ip=240.0.0.0-255.255.255.255
        denied-peer-ip=::1
        denied-peer-ip=64:ff9b::-64:ff9b::ffff:ffff
        denied-peer-ip=64:ff9b:1::-64:ff9b:1:ffff:ffff:ffff:ffff:ffff
        denied-peer-ip=2002::-2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff
        denied-peer-ip=fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff
        denied-peer-ip=ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
        denied-peer-ip=::ffff:0.0.0.0-::ffff:255.255.255.255
        denied-peer-ip=10.0.0.0-10.255.255.255
        denied-peer-ip=100.64.0.0-100.127.255.255
        denied-peer-ip=172.16.0.0-172.31.255.255
        denied-peer-ip=192.168.0.0-192.168.255.255
        denied-peer-ip=fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
        """

    /// Its lines without the comments.
    private func settings(of configuration: String) -> String {
        configuration.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
    }

    @Test("without a name for the relay it says what to set")
    func noHost() async throws {
        let outcome = try await workplace.run(["coturn-config"])
        #expect(outcome.exitCode == 78)
        #expect(outcome.complaint.contains("Set public-url, or relay-host to its name or address."))
        #expect(outcome.output == "")
    }
}
