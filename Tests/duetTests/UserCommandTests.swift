import Foundation
import Testing

/// `duet user`.
@Suite(.timeLimit(.minutes(2)))
struct UserCommandTests {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    private func user(_ arguments: String..., input: String = "") async throws -> Workplace.Outcome {
        try await workplace.run(["user"] + arguments + ["--database", "duet.sqlite"], input: input)
    }

    @Test("An account that was added is listed, and cannot be added again")
    func addTwice() async throws {
        let added = try await user("add", "Ada", "--password-stdin", input: "a long password\n")
        #expect(added.exitCode == 0, "\(added.complaint)")
        #expect(added.output == "Added Ada (Ada).\n")
        #expect(try await user("list").output == "Ada\tAda\tadministrator\n")

        let again = try await user("add", "ada", "--password-stdin", input: "another password\n")
        #expect(again.exitCode == 1)
        #expect(again.complaint == "duet: This user name is taken. Choose another one.\n")
        #expect(try await workplace.accounts().count == 1)
    }

    @Test("A taken name is said before a password is asked for")
    func takenBeforePassword() async throws {
        try await workplace.addAccount("ada")
        let outcome = try await user("add", "ADA")
        #expect(outcome.complaint == "duet: This user name is taken. Choose another one.\n")
    }

    @Test(
        "A name that looks like somebody else's is refused, before a password is asked for",
        arguments: [
            ("Cid", "Adа", "duet: This name could be taken for somebody else's."),
            ("Cid", "ADA", "duet: This name could be taken for somebody else's."),
            ("ada-l0ve", "Cid", "duet: This user name could be taken for somebody else's name."),
        ])
    func imitation(username: String, name: String, says: String) async throws {
        let added = try await user(
            "add", "ada-love", "--name", "Ada", "--password-stdin", input: "a long password\n")
        #expect(added.exitCode == 0, "\(added.complaint)")
        let outcome = try await user("add", username, "--name", name)
        #expect(outcome.exitCode == 1)
        #expect(outcome.complaint.hasPrefix(says), "\(outcome.complaint)")
        #expect(try await workplace.accounts().count == 1)
    }

    @Test(
        "What cannot be added makes no database either",
        arguments: [
            ("bad name", "Ada", "a long password\n", "A user name has 1 to 32 characters"),
            ("", "Ada", "a long password\n", "A user name has 1 to 32 characters"),
            ("ada", "", "a long password\n", "A name has 1 to 64 visible characters"),
            ("ada", "Ada", "short\n", "A password has at least 8 characters."),
            ("ada", "Ada", "with\ttab in it\n", "A password cannot contain tabs"),
            ("ada", "Ada", "", "There is no password on standard input."),
        ])
    func refused(username: String, name: String, input: String, says: String) async throws {
        let outcome = try await user("add", username, "--name", name, "--password-stdin", input: input)
        #expect(outcome.exitCode == 1)
        #expect(outcome.complaint.contains(says), "\(outcome.complaint)")
        #expect(workplace.contents.isEmpty)
    }

    @Test("Without a terminal it says how to give a password")
    func noTerminal() async throws {
        let outcome = try await user("add", "ada")
        #expect(outcome.exitCode == 1)
        #expect(outcome.complaint == "duet: There is no terminal to ask at. Use --password-stdin.\n")
        #expect(workplace.contents.isEmpty)
    }

    @Test(
        "Only what adds something makes a database",
        arguments: [
            ["list"], ["passwd", "ada"], ["disable", "ada"], ["enable", "ada"], ["reset-link", "ada"],
            ["make-admin", "ada"], ["remove-admin", "ada"], ["remove", "ada"],
        ])
    func missingDatabase(arguments: [String]) async throws {
        let outcome = try await workplace.run(
            ["user"] + arguments, input: "a long password\n",
            environment: ["DUET_DATABASE": "folder/duet.sqlite"])
        #expect(outcome.exitCode == 74)
        #expect(outcome.complaint.hasPrefix("duet: There is no database folder/duet.sqlite. Name it with"))
        #expect(outcome.output == "")
        #expect(workplace.contents.isEmpty)
    }

    @Test(
        "Somebody who is not there cannot be changed",
        arguments: [
            ["passwd", "bo"], ["passwd", "bo", "--password-stdin"], ["disable", "bo"], ["enable", "bo"],
            ["reset-link", "bo"], ["make-admin", "bo"], ["remove-admin", "bo"], ["remove", "bo"],
        ])
    func unknown(arguments: [String]) async throws {
        try await workplace.addAccount("ada")
        let before = try await workplace.accounts()
        let outcome = try await workplace.run(
            ["user"] + arguments + ["--database", "duet.sqlite"], input: "a long password\n")
        #expect(outcome.exitCode == 1)
        #expect(outcome.complaint == "duet: There is no account with this name.\n")
        #expect(try await workplace.accounts() == before)
    }

    @Test("That a disabled administrator remains one is said")
    func disableAdministrator() async throws {
        for name in ["ada", "bo"] { try await workplace.addAccount(name) }
        #expect(
            try await user("disable", "ada").output == """
                Disabled ada. `duet user enable ada` takes it back.
                Once enabled, ada is an administrator again; `duet user remove-admin ada` takes that away.

                """)
        #expect(
            try await user("disable", "bo").output
                == "Disabled bo. `duet user enable bo` takes it back.\n")
    }

    @Test("A disabled account is listed as such until it is enabled")
    func disable() async throws {
        for name in ["ada", "bo"] { try await workplace.addAccount(name) }
        #expect(try await user("disable", "bo").exitCode == 0)
        #expect(try await user("list").output == "ada\tada\tadministrator\nbo\tbo\tdisabled\n")
        #expect(try await user("enable", "bo").exitCode == 0)
        #expect(try await user("list").output == "ada\tada\tadministrator\nbo\tbo\n")
    }

    @Test("An administrator is made and unmade, but for the last one")
    func administrators() async throws {
        for name in ["ada", "bo"] { try await workplace.addAccount(name) }
        let last = try await user("remove-admin", "ada")
        #expect(last.exitCode == 1)
        #expect(
            last.complaint
                == "duet: Nobody else is an administrator here. Make somebody else one first.\n")
        #expect(try await user("make-admin", "bo").exitCode == 0)
        #expect(try await user("remove-admin", "ada").output == "ada is no administrator.\n")
        #expect(try await user("list").output == "ada\tada\nbo\tbo\tadministrator\n")
    }

    @Test("An account that was removed is gone, and its name is free")
    func remove() async throws {
        for name in ["ada", "bo"] { try await workplace.addAccount(name) }
        #expect(try await user("remove", "ada").exitCode == 1)
        #expect(try await user("remove", "bo").output == "Removed bo.\n")
        #expect(try await user("list").output == "ada\tada\tadministrator\n")
        #expect(
            try await user("add", "bo", "--password-stdin", input: "a long password\n").exitCode == 0)
    }

    @Test("A link for a new password leads to where people reach Duet")
    func resetLink() async throws {
        try await workplace.addAccount("ada")
        let link = try await user("reset-link", "ADA", "--public-url", "https://b.example")
        #expect(link.output.wholeMatch(of: /https:\/\/b\.example\/reset\/[\w-]{43}\n/) != nil)
        #expect(link.complaint == "")
    }

    @Test("A weak new password changes nothing")
    func weakPassword() async throws {
        try await workplace.addAccount("ada")
        let before = try await workplace.passwordHash(of: "ada")
        let outcome = try await user("passwd", "ada", "--password-stdin", input: "short\n")
        #expect(outcome.exitCode == 1)
        #expect(outcome.complaint == "duet: A password has at least 8 characters.\n")
        #expect(try await workplace.passwordHash(of: "ada") == before)
    }

    @Test("A new password replaces the old one")
    func newPassword() async throws {
        try await workplace.addAccount("ada")
        let before = try await workplace.passwordHash(of: "ada")
        let outcome = try await user("passwd", "ada", "--password-stdin", input: "a long password\n")
        #expect(outcome.exitCode == 0)
        #expect(outcome.output == "Set the password of ada. Sign in again on every device.\n")
        #expect(try await workplace.passwordHash(of: "ada") != before)
    }

    @Test("A file that is no database is left as it is")
    func foreignFile() async throws {
        try workplace.write(
            "Not a database, but long enough to be looked at as if it were.", to: "duet.sqlite")
        let before = workplace.contents
        let outcome = try await user("list")
        #expect(outcome.exitCode == 74)
        #expect(
            outcome.complaint.hasSuffix(
                "is not a database. Name another file, or move this one out of the way.\n"))
        #expect(workplace.contents == before)
    }

    @Test("No database at all is no setting")
    func emptyDatabaseName() async throws {
        let outcome = try await workplace.run(["user", "list", "--database", ""])
        #expect(outcome.exitCode == 78)
        #expect(outcome.complaint == "duet: database (in the environment DUET_DATABASE) must not be empty.\n")
    }
}
