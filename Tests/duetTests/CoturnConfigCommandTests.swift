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

    @Test("without a name for the relay it says what to set")
    func noHost() async throws {
        let outcome = try await workplace.run(["coturn-config"])
        #expect(outcome.exitCode == 78)
        #expect(outcome.complaint.contains("Set public-url, or relay-host to its name or address."))
        #expect(outcome.output == "")
    }
}
