import Accounts
import ArgumentParser
import Foundation

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Add, list and change accounts.",
        subcommands: [Add.self, List.self, Passwd.self, Disable.self, Enable.self])

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
                let accounts = try await databaseOptions.accounts()
                let account = try await accounts.createAccount(
                    username: username, name: name ?? username, password: try password.read())
                print("Added \(account.username) (\(account.name)).")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")

        @OptionGroup var databaseOptions: DatabaseOptions

        func run() async throws {
            try await reportingFailures {
                for account in try await databaseOptions.accounts().accounts() {
                    print("\(account.username)\t\(account.name)\(account.isDisabled ? "\tdisabled" : "")")
                }
            }
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
                let accounts = try await databaseOptions.accounts()
                try await accounts.setPassword(username: username, password: try password.read())
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
                try await databaseOptions.accounts().setDisabled(true, username: username)
                print("Disabled \(username). `duet user enable \(username)` takes it back.")
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
                try await databaseOptions.accounts().setDisabled(false, username: username)
                print("Enabled \(username).")
            }
        }
    }
}
