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

    @Option(
        help: ArgumentHelp(
            "Where people reach Duet. (default: the configured host and port, http://127.0.0.1:8080)",
            valueName: "url"))
    var publicURL: String?

    func validate() throws {
        guard (1...365).contains(days) else { throw ValidationError("--days must be from 1 to 365.") }
    }

    func run() async throws {
        try await reportingFailures {
            let reader = try await databaseOptions.reader(
                publicURL.map { [.publicURL: ConfigValue(.string($0), isSecret: false)] } ?? [:])
            let base = try base(reader)
            let issued = try await databaseOptions.file().withExistingAccounts { accounts in
                try await accounts.invite(lifetime: .seconds(days * 24 * 3600))
            }
            print(InvitationLinks.url(of: issued, below: base))
        }
    }

    private func base(_ reader: SettingsReader) throws -> String {
        if let url = try reader.publicURL() { return url.description }
        let (host, port) = (try reader.host(), try reader.port())
        guard ServerSettings.socketPath(of: host) == nil else {
            throw CommandFailure.configuration(
                "Nobody can go to a Unix socket. Name the address of the proxy in front of it with --public-url."
            )
        }
        guard port != 0 else {
            throw CommandFailure.configuration(
                "The port is 0, any that is free, so that there is no address for the link. Name the server's with --public-url."
            )
        }
        return LocalAddress(host: host, port: port, isSecure: try reader.tls() != nil).description
    }
}
