import Foundation
import Testing

@testable import duet

/// The command line itself: help and wrong arguments.
@Suite(.timeLimit(.minutes(2)))
struct CommandLineTests {
    @Test(
        "The help of every command names its options",
        arguments: [
            ([], ["serve", "user", "invite", "doctor", "coturn-config", "Exit codes", "--version"]),
            (
                ["serve"],
                [
                    "--demo", "--host", "--port", "--public-url", "--web", "--ice", "--always-relay",
                    "--push", "--push-contact", "--push-allow-private",
                    "--ring-seconds",
                    "--calls-per-minute", "--history-days", "--metrics-listen", "--trusted-proxies",
                    "--log-level", "--database",
                    "--config", "DUET_TURN_SECRET",
                ]
            ),
            (
                ["user"],
                [
                    "add", "list", "passwd", "reset-link", "disable", "enable", "make-admin", "remove-admin",
                    "remove",
                ]
            ),
            (["user", "add"], ["<username>", "--name", "--password-stdin", "--database", "--config"]),
            (["user", "list"], ["--database", "--config"]),
            (["user", "passwd"], ["<username>", "--password-stdin", "--database", "--config"]),
            (["user", "disable"], ["<username>", "--database", "--config"]),
            (["user", "enable"], ["<username>", "--database", "--config"]),
            (
                ["doctor"],
                ["--host", "--public-url", "--ice", "--database", "--config", "FAIL", "SSL_CERT_FILE"]
            ),
            (["coturn-config"], ["--relay-host", "--relay-ports", "--public-url", "--config"]),
            (["user", "reset-link"], ["<username>", "--public-url", "--database", "--config"]),
            (["user", "remove"], ["<username>", "--database", "--config"]),
            (["invite"], ["make (default)", "list", "revoke"]),
            (["invite", "make"], ["--days", "--public-url", "--database", "--config"]),
            (["invite", "revoke"], ["<id>", "--database", "--config"]),
        ])
    func help(command: [String], mentions: [String]) async throws {
        let workplace = try Workplace()
        let outcome = try await workplace.run(command + ["--help"])
        #expect(outcome.exitCode == 0)
        for text in mentions { #expect(outcome.output.contains(text), "\(text)") }
        #expect(!outcome.output.contains("\\"))
        #expect(workplace.contents.isEmpty)
    }

    @Test(
        "A wrong command line is answered with the usage",
        arguments: [
            ["srve"], ["serve", "--prot", "1"], ["serve", "--port", "abc"], ["user", "add"],
            ["user", "passwd", "a", "b"],
        ])
    func usage(arguments: [String]) async throws {
        let workplace = try Workplace()
        let outcome = try await workplace.run(arguments)
        #expect(outcome.exitCode == 64)
        #expect(outcome.complaint.contains("Usage: duet"))
        #expect(workplace.contents.isEmpty)
    }

    @Test("A command that stands in a help can be taken from it as it is")
    func commandInHelp() async throws {
        let help = try await Workplace().run(["coturn-config", "--help"]).output
        #expect(
            help.contains(
                """
                    duet coturn-config --relay-host relay.example.org |
                        install -m 640 -g turnserver /dev/stdin /etc/turnserver.conf

                """), "\(help)")
    }

    @Test(
        "What stands for a value is a plain word, not the option again",
        arguments: ["serve", "coturn-config"])
    func placeholders(command: String) async throws {
        let help = try await Workplace().run([command, "--help"]).output
        for match in help.matches(of: /--([a-z-]+) <([a-z-]+)>/) where match.output.1.contains("-") {
            #expect(match.output.1 != match.output.2)
        }
    }

    @Test("Every setting and every option of serve stands in docs/settings.md, and nothing that there is not")
    func documented() async throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/settings.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let rows = text.matches(of: /(?m)^\| `([a-z-]+)` \|/).map { String($0.output.1) }
        #expect(Set(rows) == Set(SettingsKey.allCases.map(\.rawValue)))
        #expect(rows.count == Set(rows).count)
        let help = try await Workplace().run(["serve", "--help"]).output
        let options = Set(help.matches(of: /(?m)^ +--([a-z-]+)/).map { String($0.output.1) })
        #expect(options.count > 20)
        let ofEveryCommand: Set = ["version"]
        for option in options.subtracting(rows).subtracting(ofEveryCommand) {
            #expect(text.contains("`--\(option)`"), "\(option)")
        }
    }
}
