import Accounts
import Foundation
import NIOCore
import NIOPosix
import Subprocess
import SystemPackage
import Testing

/// `duet serve`: that it starts, and what it says when it cannot.
@Suite(.timeLimit(.minutes(2)))
struct ServeCommandTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
        try workplace.writePage()
    }

    @Test(
        "What can be known to be wrong is said before anything is written",
        arguments: [
            (["--web", "nowhere"], 78, "There is no bundled page in nowhere."),
            (["--host", "nosuch.invalid"], 78, #"There is no address for the host "nosuch.invalid"."#),
            (["--host", ""], 78, "host (in the environment DUET_HOST) must not be empty."),
            (["--database", ""], 78, "database (in the environment DUET_DATABASE) must not be empty."),
            (["--port", "65536"], 78, "port must be from 0 to 65535, not 65536."),
            (["--config", "no.json"], 78, "The configuration file no.json cannot be read."),
            (["--config", ""], 78, "--config must name a file."),
            (["--log-level", "loud"], 78, "log-level must be one of"),
            (["--ice", "turn:a.example"], 78, "A TURN server is configured without a secret."),
            (["--always-relay"], 78, "always-relay needs a relay."),
            (["--always-relay", "--ice", "stun:a.example"], 78, "always-relay needs a relay."),
            (["--demo", "--host", "0.0.0.0"], 78, "--demo listens on this machine only"),
            (["--database", "no/such/duet.sqlite"], 74, "cannot be created: its folder"),
        ] as [([String], Int32, String)])
    func refused(arguments: [String], exitCode: Int32, says: String) async throws {
        let before = workplace.contents
        let outcome = try await workplace.run(["serve"] + arguments)
        #expect(outcome.exitCode == exitCode)
        #expect(outcome.complaint.hasPrefix("duet: "))
        #expect(outcome.complaint.contains(says), "\(outcome.complaint)")
        #expect(outcome.output == "")
        #expect(workplace.contents == before)
    }

    @Test("A taken port is named, with what to do")
    func portTaken() async throws {
        let other = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(other.localAddress?.port)
        let outcome = try await workplace.run(["serve", "--port", "\(port)"])
        try await other.close()
        #expect(outcome.exitCode == 69)
        #expect(
            outcome.complaint.contains("Port \(port) of 127.0.0.1 is taken by another program."),
            "\(outcome.complaint)")
        #expect(outcome.output == "")
    }

    @Test("An address of another machine is named")
    func foreignAddress() async throws {
        // RFC 5737: nobody's.
        let outcome = try await workplace.run(["serve", "--host", "203.0.113.1", "--port", "0"])
        #expect(outcome.exitCode == 69)
        #expect(
            outcome.complaint.contains("203.0.113.1 is no address of this machine."), "\(outcome.complaint)")
    }

    @Test("The demonstration leaves other people's database alone")
    func demoInUsedDatabase() async throws {
        try await workplace.addAccount("ada")
        let outcome = try await workplace.run(
            ["serve", "--demo", "--port", "0"], environment: ["DUET_DATABASE": "duet.sqlite"])
        #expect(outcome.exitCode == 78)
        #expect(outcome.complaint.contains("This database has accounts of its own"), "\(outcome.complaint)")
        #expect(try await workplace.accounts().map(\.username) == ["ada"])
    }

    @Test("The first start prints the set-up link, later ones do not, and a signal stops it cleanly")
    func setUpLink() async throws {
        let first = try await serve(until: "Stop it with Ctrl-C.")
        #expect(first.exitCode == 0)
        #expect(first.text.contains(/http:\/\/127\.0\.0\.1:\d+\/setup\/[\w-]{43}/))
        #expect(workplace.contents.keys.filter { $0.hasPrefix("data/") } == ["data/duet.sqlite"])

        try await workplace.addAccount("ada", to: "data/duet.sqlite")
        let second = try await serve(until: "Stop it with Ctrl-C.")
        #expect(second.exitCode == 0)
        #expect(!second.text.contains("setup"))
    }

    @Test("A server that is open to the network says which names it answers to, one that is not need not")
    func openToTheNetwork() async throws {
        let open = try await serve(["--host", "0.0.0.0"], until: "Stop it with Ctrl-C.")
        #expect(open.text.contains("Answers:   to its IP addresses; set public-url"))
        let named = ["--host", "0.0.0.0", "--public-url", "https://talk.example.org"]
        #expect(try await !serve(named, until: "Stop it with Ctrl-C.").text.contains("Answers:"))
        #expect(try await !serve(until: "Stop it with Ctrl-C.").text.contains("Answers:"))
    }

    @Test("A second server on the same database is refused and leaves the first one's calls alone")
    func secondServer() async throws {
        let first = try await serve(until: "Stop it with Ctrl-C.") {
            let second = try await workplace.run(["serve", "--port", "0"])
            #expect(second.exitCode == 74)
            #expect(second.complaint.contains("Another Duet server is running"), "\(second.complaint)")
        }
        #expect(first.exitCode == 0)
    }

    /// Runs the server until a line of its banner, does something beside it, then stops it.
    private func serve(
        _ options: [String] = [], until end: String, beside: @escaping () async throws -> Void = {}
    ) async throws -> (text: String, exitCode: Int32?) {
        let result = try await Subprocess.run(
            .path(Workplace.program), arguments: Arguments(["serve", "--port", "0"] + options),
            environment: Workplace.environment(), workingDirectory: FilePath(workplace.folder.path),
            input: .none, output: .sequence, error: .discarded
        ) { execution in
            var text = ""
            for try await line in execution.standardOutput.strings() {
                text += line
                guard line.contains(end) else { continue }
                try await beside()
                try execution.send(signal: .terminate)
            }
            return text
        }
        var exitCode: Int32?
        if case .exited(let code) = result.terminationStatus { exitCode = code }
        return (result.closureResult, exitCode)
    }
}
