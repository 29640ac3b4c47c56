import Accounts
import ArgumentParser
import DuetServer

extension UserCommand {
    struct ResetLink: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a one-time link with which somebody chooses a new password.",
            discussion: """
                It is good for a day, and takes the place of one that was made before. Whoever opens it first has the \
                account, so give it to its owner by a way that you trust.
                """)

        @Argument(help: "The name that the person signs in with.")
        var username: String

        @OptionGroup var linkOptions: LinkOptions
        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                let base = try await linkOptions.base(databaseOptions)
                let issued = try await databaseOptions.file().withExistingAccounts { accounts in
                    try await accounts.issueReset(of: accounts.account(username: username).id, by: nil)
                }
                print(InvitationLinks.url(of: issued, below: base))
            }
        }
    }

    struct MakeAdmin: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make somebody an administrator, who manages the accounts of others in the page.")

        @Argument(help: "The name that the person signs in with.")
        var username: String

        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                try await databaseOptions.setRole(.administrator, of: username)
                print("\(username) is an administrator. `duet user remove-admin \(username)` takes it back.")
            }
        }
    }

    struct RemoveAdmin: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let somebody be an administrator no more. One has to remain.")

        @Argument(help: "The name that the person signs in with.")
        var username: String

        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                try await databaseOptions.setRole(.member, of: username)
                print("\(username) is no administrator.")
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove an account for good.",
            discussion: """
                Name, password, sessions, settings and open invitations go. Others keep the calls they had with this \
                person, as calls with a deleted account. `duet user disable` can be taken back; this cannot.
                """)

        @Argument(help: "The name that the person signs in with.")
        var username: String

        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                try await databaseOptions.file().withExistingAccounts { accounts in
                    _ = try await accounts.remove(accounts.account(username: username).id, by: nil)
                }
                print("Removed \(username).")
            }
        }
    }
}

extension DatabaseOptions {
    fileprivate func setRole(_ role: Account.Role, of username: String) async throws {
        try await file().withExistingAccounts { accounts in
            try await accounts.setRole(role, of: accounts.account(username: username).id, by: nil)
        }
    }
}
