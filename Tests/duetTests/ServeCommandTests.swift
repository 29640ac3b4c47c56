import Accounts
import Foundation
import NIOCore
import NIOPosix
import Relay
import Subprocess
import SystemPackage
import TLSFiles
import TestSupport
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
            (["--config", "no.json"], 78, "There is no configuration file no.json."),
            (["--config", ""], 78, "--config must name a file."),
            (["--log-level", "loud"], 78, "log-level must be one of"),
            (["--ice", "turn:a.example"], 78, "A TURN server is configured without a secret."),
            (["--always-relay"], 78, "always-relay needs a relay."),
            (["--always-relay", "--ice", "stun:a.example"], 78, "always-relay needs a relay."),
            (["--demo", "--host", "0.0.0.0"], 78, "--demo listens on this machine only"),
            (["--tls-certificate", "a.pem"], 78, "https needs both a certificate and its key"),
            (
                ["--tls-certificate", "a.pem", "--tls-key", "b.pem"], 78,
                "There is no file a.pem. Name the certificate with tls-certificate"
            ),
            (["--http-redirect", "8081"], 78, "http-redirect leads to https."),
            (["--hsts", "60"], 78, "hsts holds browsers to https."),
            (["--host", "unix:/tmp/duet.sock"], 78, "Nobody can go to a Unix socket. Set public-url"),
            (
                ["--host", "unix:duet.sock", "--public-url", "https://talk.example.org"], 78,
                "The Unix socket must be a whole path"
            ),
            (["--public-url", "https://example.org/a?b"], 78, "or https://example.org/talk, not"),
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

    @Test("A server that is open to the network says so, and where it can be opened on this machine")
    func listensEverywhere() async throws {
        let open = try await serve(["--host", "0.0.0.0"], until: "Stop it with Ctrl-C.").text
        #expect(open.contains(/Address:   http:\/\/127\.0\.0\.1:\d+\n/))
        #expect(open.contains(/Listens:   on every IPv4 address of this machine, port \d+\n/))
        let named = ["--host", "0.0.0.0", "--public-url", "https://talk.example.org"]
        let text = try await serve(named, until: "Stop it with Ctrl-C.").text
        #expect(text.contains("Address:   https://talk.example.org\n"))
        #expect(
            text.contains(
                /Listens:   on every IPv4 address of this machine, port (\d+), which is http:\/\/127\.0\.0\.1:\1 from here\n/
            ))
        let proxied = try await serve(
            ["--public-url", "https://talk.example.org"], until: "Stop it with Ctrl-C.")
        #expect(proxied.text.contains(/Listens:   http:\/\/127\.0\.0\.1:\d+\n/))
    }

    @Test("A server without https that is open to the network says that browsers keep the microphone from it")
    func microphones() async throws {
        let careful = "browsers open the microphone on https and on localhost only"
        let end = "Stop it with Ctrl-C."
        #expect(try await serve(["--host", "0.0.0.0"], until: end).text.contains(careful))
        #expect(
            try await serve(["--public-url", "http://talk.example.org"], until: end).text.contains(careful))
        for options in [[], ["--public-url", "https://talk.example.org", "--host", "0.0.0.0"]] {
            #expect(try await !serve(options, until: end).text.contains(careful))
        }
    }

    @Test(
        "A Unix socket is its user's and group's; what a dead server has left there is no obstacle, a living one is"
    )
    func unixSocket() async throws {
        let path = workplace.folder.appending(path: "duet.sock").path
        let options = ["--host", "unix:\(path)", "--public-url", "https://talk.example.org"]
        // Killed, it leaves its socket.
        _ = try await serve(options, until: "Stop it with Ctrl-C.", with: .kill)
        #expect(FileManager.default.fileExists(atPath: path))

        let outcome = try await serve(options, until: "Stop it with Ctrl-C.") {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o660)
            let second = try await workplace.run(["serve", "--database", "other.sqlite"] + options)
            #expect(second.exitCode == 69)
            #expect(second.complaint.contains("Another program listens on \(path)."), "\(second.complaint)")
        }
        #expect(outcome.exitCode == 0)
        #expect(outcome.text.contains("Listens:   unix:\(path)"))
        #expect(!FileManager.default.fileExists(atPath: path))

        try workplace.write("a letter", to: "duet.sock")
        let other = try await workplace.run(["serve"] + options)
        #expect(other.exitCode == 69 && other.complaint.contains("is no socket"), "\(other.complaint)")
        #expect(workplace.contents["duet.sock"] == Data("a letter".utf8))
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

    @Test("Told so by SIGHUP, it reads its certificate again, whether the files have changed or not")
    func hangUp() async throws {
        try await hangUp(
            { ["--tls-certificate", $0.certificate, "--tls-key", $0.key] },
            after: "Stop it with Ctrl-C.", says: "Another certificate is in use")
    }

    @Test(
        "Told so by SIGHUP, it has its relay read the relay's own certificate again",
        .enabled("there is no turnserver") { await RelaySupervisor.isInstalled() })
    func hangUpOfRelay() async throws {
        let (port, tlsPort) = (try freePort(), try freePort())
        try await hangUp(
            {
                [
                    "--relay", "managed", "--relay-host", "127.0.0.1", "--relay-port", "\(port)",
                    "--relay-tls-port", "\(tlsPort)", "--relay-ports", "61000-61099",
                    "--relay-certificate", $0.certificate,
                    "--relay-key", $0.key,
                ]
            },
            after: "The relay runs", says: "The relay's certificate was read again")
    }

    /// Runs the server until it has said something, sends SIGHUP, and stops the server when it says something else. Of
    /// files that have not changed it says nothing unless it is told to read them.
    private func hangUp(
        _ options: (TLSFiles) -> [String], after ready: String, says reading: String
    ) async throws {
        let certificate = try CertificateFolder(.first)
        let result = try await Subprocess.run(
            .path(Workplace.program),
            arguments: Arguments(["serve", "--port", "0"] + options(certificate.files)),
            environment: Workplace.environment(), workingDirectory: FilePath(workplace.folder.path),
            input: .none, output: .sequence, error: .combinedWithOutput
        ) { server in
            for try await line in server.standardOutput.strings() {
                if line.contains(ready) {
                    let process = server.processIdentifier.value
                    try await eventually("it heeds SIGHUP") { try Self.heedsHangUp(process) }
                    try server.send(signal: .terminalClosed)
                }
                if line.contains(reading) { try server.send(signal: .terminate) }
            }
        }
        #expect(result.terminationStatus == .exited(0))
        withExtendedLifetime(certificate) {}
    }

    /// Does a process do something about SIGHUP, which otherwise ends it?
    private static func heedsHangUp(_ process: pid_t) throws -> Bool {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let caught = try #require(status.firstMatch(of: /SigCgt:\s+([0-9a-f]+)/)).output.1
        return try #require(UInt64(caught, radix: 16)) & 1 == 1
    }

    /// Runs the server until a line of its banner, does something beside it, then stops it.
    private func serve(
        _ options: [String] = [], until end: String, with signal: Signal = .terminate,
        beside: @escaping () async throws -> Void = {}
    ) async throws -> (text: String, exitCode: Int32?) {
        let result = try await Subprocess.run(
            .path(Workplace.program), arguments: Arguments(["serve", "--port", "0"] + options),
            environment: Workplace.environment(), workingDirectory: FilePath(workplace.folder.path),
            input: .none, output: .sequence, error: .discarded
        ) { execution in
            var text = ""
            for try await line in execution.standardOutput.strings() {
                text += line + "\n"
                guard line.contains(end) else { continue }
                try await beside()
                try execution.send(signal: signal)
            }
            return text
        }
        var exitCode: Int32?
        if case .exited(let code) = result.terminationStatus { exitCode = code }
        return (result.closureResult, exitCode)
    }
}
