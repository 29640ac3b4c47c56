import Foundation
import Storage
import Testing

/// `duet invite`.
@Suite(.timeLimit(.minutes(2)))
struct InviteCommandTests {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    private func link(
        _ arguments: [String] = [], environment: [String: String] = [:]
    ) async throws -> String {
        try AppDatabase(path: workplace.folder.appending(path: "duet.sqlite").path).close()
        let outcome = try await workplace.run(
            ["invite", "--database", "duet.sqlite"] + arguments, environment: environment)
        #expect(outcome.exitCode == 0)
        #expect(outcome.complaint == "")
        return outcome.output
    }

    @Test("It prints one link, to where the server listens")
    func printsLink() async throws {
        #expect(try await link().wholeMatch(of: /http:\/\/127\.0\.0\.1:8080\/invite\/[\w-]{43}\n/) != nil)
    }

    @Test("The link knows the configured host and port")
    func hostAndPort() async throws {
        let environment = ["DUET_HOST": "::1", "DUET_PORT": "9000"]
        #expect(try await link(environment: environment).hasPrefix("http://[::1]:9000/invite/"))
    }

    @Test("The public address comes before host and port, and the option before all")
    func publicURL() async throws {
        let environment = ["DUET_PORT": "9000", "DUET_PUBLIC_URL": "https://a.example"]
        #expect(try await link(environment: environment).hasPrefix("https://a.example/invite/"))
        let option = try await link(["--public-url", "https://b.example"], environment: environment)
        #expect(option.hasPrefix("https://b.example/invite/"))
    }

    @Test(
        "What cannot make a link makes no database either",
        arguments: [
            (["--days", "0"], 64, "--days must be from 1 to 365."),
            (["--days", "366"], 64, "--days must be from 1 to 365."),
            (["--public-url", "b.example"], 78, "public-url must be like"),
            (["--config", "no.json"], 78, "There is no configuration file no.json."),
        ] as [([String], Int32, String)])
    func refused(arguments: [String], exitCode: Int32, says: String) async throws {
        let outcome = try await workplace.run(["invite"] + arguments)
        #expect(outcome.exitCode == exitCode)
        #expect(outcome.complaint.contains(says), "\(outcome.complaint)")
        #expect(outcome.output == "")
        #expect(workplace.contents.isEmpty)
    }

    @Test("Without a database there is nobody to invite to: another file is meant, and none is made")
    func noDatabase() async throws {
        let outcome = try await workplace.run(["invite", "--database", "other.sqlite"])
        #expect(outcome.exitCode == 74)
        #expect(outcome.complaint.contains("There is no database other.sqlite. Name it with --database"))
        #expect(outcome.output == "")
        #expect(workplace.contents.isEmpty)
    }

    @Test("Open invitations are listed until they are revoked")
    func listAndRevoke() async throws {
        _ = try await link()
        func invite(_ arguments: String...) async throws -> Workplace.Outcome {
            try await workplace.run(["invite"] + arguments + ["--database", "duet.sqlite"])
        }
        let listed = try await invite("list").output
        let row = try #require(listed.wholeMatch(of: /([0-9a-f]{12})\t-\t\S+Z\t\S+Z\n/), "\(listed)")
        #expect(try await invite("revoke", String(row.1)).output == "Revoked \(row.1).\n")
        let empty = try await invite("list")
        #expect(empty.output == "" && empty.complaint == "There is no open invitation.\n")
        let again = try await invite("revoke", String(row.1))
        #expect(again.exitCode == 1)
        #expect(again.complaint.hasPrefix("duet: There is no such open invitation."))
    }

    @Test("A port that is any free one makes no link")
    func freePort() async throws {
        let outcome = try await workplace.run(["invite"], environment: ["DUET_PORT": "0"])
        #expect(outcome.exitCode == 78)
        #expect(outcome.complaint.contains("--public-url"))
        #expect(workplace.contents.isEmpty)
    }
}
