import ArgumentParser
import Configuration
import DuetServer
import Foundation
import Relay

struct CoturnConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coturn-config",
        abstract: "Print a hardened configuration for a coturn that somebody else runs.",
        discussion: """
            It is the one with which Duet runs a managed relay, every line with its reason. The relay runs on a \
            machine of its own, perhaps, so its addresses are written only where --relay-address and \
            --relay-public-address name them. The secret is turn-secret (DUET_TURN_SECRET), or a new one.

                duet coturn-config --relay-host relay.example.org |
                    install -m 640 -g turnserver /dev/stdin /etc/turnserver.conf
            """)

    @Option(
        help: ArgumentHelp("Where people reach Duet, as `serve` is told.", valueName: "url"))
    var publicURL: String?

    @OptionGroup var databaseOptions: DatabaseOptions
    @OptionGroup var relayOptions: RelayOptions

    func run() async throws {
        try await reportingFailures {
            var values = relayOptions.values
            values.set(.publicURL, publicURL)
            let reader = try await databaseOptions.reader(values)
            let relay = try reader.relaySettings(publicURL: try reader.publicURL())
            let secret = try reader.text(.turnSecret)
            let configuration = CoturnConfiguration(relay, secret: secret ?? RelayFolder.newSecret())
            print(configuration.text, terminator: "")
            let urls = try relay.urls().map { "--ice \"\($0)\"" }.joined(separator: " ")
            note("Duet is told of it with: \(urls)")
            if secret == nil { note("The secret is new: set turn-secret to the static-auth-secret above.") }
        }
    }
}
