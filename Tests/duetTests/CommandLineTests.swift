import Testing

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
            (["user"], ["add", "list", "passwd", "disable", "enable"]),
            (["user", "add"], ["<username>", "--name", "--password-stdin", "--database", "--config"]),
            (["user", "list"], ["--database", "--config"]),
            (["user", "passwd"], ["<username>", "--password-stdin", "--database", "--config"]),
            (["user", "disable"], ["<username>", "--database", "--config"]),
            (["user", "enable"], ["<username>", "--database", "--config"]),
            (
                ["doctor"],
                ["--host", "--public-url", "--ice", "--database", "--config", "FAIL", "SSL_CERT_FILE"]
            ),
            (["coturn-config"], ["--relay-host", "--relay-ports", "--config"]),
            (["invite"], ["--days", "--public-url", "--database", "--config"]),
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
}
