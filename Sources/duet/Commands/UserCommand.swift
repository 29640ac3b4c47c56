import Accounts
import ArgumentParser
import Foundation

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Add, list and change accounts.",
        subcommands: [
            Add.self, List.self, Passwd.self, ResetLink.self, Disable.self, Enable.self, MakeAdmin.self,
            RemoveAdmin.self, Remove.self,
        ])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add an account.")

        @Argument(help: "The name to sign in with: letters, digits, dot, underscore, hyphen.")
        var username: String

        @Option(help: "The name that others see. (default: the user name)")
        var name: String?

        @OptionGroup var password: PasswordInput
        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                // Everything that can be refused is, before a password is asked for and a file made.
                let username = try AccountRules.username(username)
                let name = try AccountRules.name(name ?? username)
                let file = try await databaseOptions.file()
                if file.exists {
                    try await file.withAccounts { try await $0.demandFree(username: username, name: name) }
                }
                let password = try password.read()
                let account = try await file.withAccounts { accounts in
                    try await accounts.createAccount(username: username, name: name, password: password)
                }
                print("Added \(account.username) (\(account.name)).")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")

        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                let accounts = try await databaseOptions.file().withExistingAccounts { accounts in
                    try await accounts.accounts()
                }
                if accounts.isEmpty { note("There is no account yet. Add one with `duet user add NAME`.") }
                for account in accounts {
                    let columns = [account.username, account.name] + Self.states(of: account)
                    print(columns.joined(separator: "\t"))
                }
            }
        }

        /// What is not so of every account.
        private static func states(of account: Account) -> [String] {
            let role =
                switch account.role {
                case .member: [String]()
                case .administrator: ["administrator"]
                }
            return role + (account.isDisabled ? ["disabled"] : [])
        }
    }

    struct Passwd: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set an account's password and sign it out everywhere.")

        @Argument(help: "The name that the person signs in with.")
        var username: String

        @OptionGroup var password: PasswordInput
        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                let file = try await databaseOptions.file()
                try await file.withExistingAccounts { try await $0.demandAccount(username: username) }
                let password = try password.read()
                _ = try await file.withExistingAccounts { accounts in
                    try await accounts.setPassword(username: username, password: password)
                }
                print("Set the password of \(username). Sign in again on every device.")
            }
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Disable an account: it can no longer sign in or be called.")

        @Argument(help: "The name that the person signs in with.")
        var username: String

        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                let account = try await databaseOptions.file().withExistingAccounts { accounts in
                    try await accounts.setDisabled(true, username: username)
                    return try await accounts.account(username: username)
                }
                print("Disabled \(username). `duet user enable \(username)` takes it back.")
                switch account.role {
                case .member: break
                case .administrator:
                    print(
                        "Once enabled, \(username) is an administrator again; `duet user remove-admin \(username)` takes that away."
                    )
                }
            }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Enable a disabled account.")

        @Argument(help: "The name that the person signs in with.")
        var username: String

        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                _ = try await databaseOptions.file().withExistingAccounts { accounts in
                    try await accounts.setDisabled(false, username: username)
                }
                print("Enabled \(username).")
            }
        }
    }
}
