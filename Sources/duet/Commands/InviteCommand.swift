import Accounts
import ArgumentParser
import DuetServer
import Foundation
import Signaling

struct InviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Print a one-time link with which somebody makes their account; list and revoke them.",
        subcommands: [Make.self, List.self, Revoke.self], defaultSubcommand: Make.self)

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a one-time link with which somebody makes their account.")

        @OptionGroup var databaseOptions: DatabaseOptions

        @Option(help: "How many days the link is good, 1 to 365.")
        var days = 7

        @OptionGroup var linkOptions: LinkOptions

        func validate() throws {
            guard (1...365).contains(days) else { throw ValidationError("--days must be from 1 to 365.") }
        }

        func run() async throws {
            try await reportingFailures {
                let base = try await linkOptions.base(databaseOptions)
                let issued = try await databaseOptions.file().withExistingAccounts { accounts in
                    try await accounts.invite(lifetime: .seconds(days * 24 * 3600))
                }
                print(InvitationLinks.url(of: issued, below: base))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the open invitations: an id, who made it, when, and until when it is good.")

        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                let (open, people) = try await databaseOptions.file().withExistingAccounts { accounts in
                    (try await accounts.openInvitations(), try await accounts.accounts())
                }
                if open.isEmpty { note("There is no open invitation.") }
                for invitation in open {
                    let maker = people.first { $0.id == invitation.createdBy }?.username ?? "-"
                    let columns = [
                        InvitationPrefix.text(of: invitation), maker, invitation.createdAt.wireText,
                        invitation.expiresAt.wireText,
                    ]
                    print(columns.joined(separator: "\t"))
                }
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back an open invitation: its link works no more.")

        @Argument(help: "The id that `duet invite list` shows.")
        var id: String

        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                try await databaseOptions.file().withExistingAccounts { accounts in
                    let found = try await accounts.openInvitations().filter {
                        InvitationPrefix.text(of: $0) == id
                    }
                    guard found.count == 1, let invitation = found.first else {
                        throw AccountError.unknownInvitation
                    }
                    try await accounts.revokeInvitation(invitation.id, by: nil)
                }
                print("Revoked \(id).")
            }
        }
    }
}

/// By what a terminal names an invitation: the beginning of its id is enough to tell a few from each other.
private enum InvitationPrefix {
    static func text(of invitation: Invitation) -> String { String(invitation.id.prefix(12)) }
}
