import ArgumentParser
import Configuration
import DuetServer

/// Where the links lead that a command prints.
struct LinkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where people reach Duet. (default: the configured host and port, http://127.0.0.1:8080)",
            valueName: "url"))
    var publicURL: String?

    /// The address that comes before a link's own path.
    /// - Throws: ``CommandFailure`` when the settings name none.
    func base(_ databaseOptions: DatabaseOptions) async throws -> String {
        let reader = try await databaseOptions.reader(
            publicURL.map { [.publicURL: ConfigValue(.string($0), isSecret: false)] } ?? [:])
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
