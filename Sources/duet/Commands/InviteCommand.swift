import Accounts
import ArgumentParser
import Configuration
import DuetServer
import Foundation

struct InviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Print a one-time link with which somebody makes their account.")

    @OptionGroup var databaseOptions: DatabaseOptions

    @Option(help: "How many days the link is good, 1 to 365.")
    var days = 7

    @Option(help: ArgumentHelp("Where people reach Duet. (default: http://127.0.0.1:8080)", valueName: "url"))
    var publicURL: String?

    func validate() throws {
        guard (1...365).contains(days) else { throw ValidationError("--days must be from 1 to 365.") }
    }

    func run() async throws {
        try await reportingFailures {
            let reader = try await databaseOptions.reader(
                publicURL.map { [.publicURL: ConfigValue(.string($0), isSecret: false)] } ?? [:])
            let base = try reader.publicURL()?.description ?? "http://127.0.0.1:8080"
            let issued = try await databaseOptions.accounts().invite(lifetime: Double(days) * 24 * 3600)
            print(InvitationLinks(base: base).url(of: issued))
        }
    }
}
