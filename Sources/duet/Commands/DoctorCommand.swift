import ArgumentParser
import DuetServer
import Foundation
import IceServers
import NIOCore
import Relay
import Storage

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at everything that can be wrong with a server's set-up, and say what to do.",
        discussion: """
            Give it what `serve` is given: the same options, environment or file, as the same user, on the same machine, \
            while the server runs. It prints a line for each thing:

              ok    it is as it should be
              warn  it works, but not for everybody or not for long
              FAIL  it does not work
              skip  it was not looked at

            It changes nothing. Exit code 1 says that something fails. Certificates must come from an issuer that this \
            machine trusts, or from one in the PEM file that SSL_CERT_FILE names.
            """)

    @OptionGroup var serverOptions: ServerOptions
    @OptionGroup var databaseOptions: DatabaseOptions

    func run() async throws {
        try await reportingFailures {
            let reader = try await databaseOptions.reader(serverOptions.values)
            let settings = try reader.server()
            let path = try reader.text(.database) ?? DatabaseOptions.defaultPath
            let ice = IceExamination(
                settings: settings, iceServers: try iceServers(reader, settings, databasePath: path))
            let page = PageExamination(folder: settings.webFolder)
            var failed = false
            func tell(_ findings: [Finding]) {
                for finding in findings { print(finding.line) }
                failed = failed || findings.contains { $0.level == .faulty }
            }
            tell(DatabaseExamination(path: path).findings())
            tell(page.findings())
            tell(ClockExamination().findings())
            tell(await ServerExamination(settings: settings, page: page.identity).findings())
            tell(await RedirectExamination(settings: settings).findings())
            tell(await SiteExamination(settings: settings).findings())
            tell(await ice.findings())
            tell(await PushExamination(settings: settings).findings())
            if failed { throw ExitCode.failure }
        }
    }

    /// Those that browsers are told; nil when their secret is not known, because the relay has not run yet.
    private func iceServers(
        _ reader: SettingsReader, _ settings: ServerSettings, databasePath: String
    ) throws -> IceServerList? {
        guard let relay = settings.managedRelay else { return settings.iceServers }
        let secret = try reader.relaySecret(in: RelayFolder(databasePath: databasePath))
        return try secret.map { try reader.iceServers(of: relay, secret: $0) }
    }
}
