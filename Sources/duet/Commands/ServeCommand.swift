import Accounts
import ArgumentParser
import Configuration
import DuetServer
import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Storage
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server.",
        discussion: """
            With --demo it listens on this machine only, in a database of its own, with the two accounts \
            alice and bo. Without it, the first start prints a link that makes the first account.
            """)

    @Flag(help: "Two demonstration accounts, on loopback only.")
    var demo = false

    @Option(help: "The address to listen on. (default: 127.0.0.1)")
    var host: String?

    @Option(help: "The port to listen on; 0 takes a free one. (default: 8080)")
    var port: Int?

    @Option(help: ArgumentHelp("Where people reach Duet, behind a reverse proxy.", valueName: "url"))
    var publicURL: String?

    @Option(help: ArgumentHelp("The folder of the bundled page. (default: web/dist)", valueName: "folder"))
    var web: String?

    @Option(
        name: .customLong("ice"), parsing: .singleValue,
        help: ArgumentHelp(
            "A STUN or TURN server, stun:host:3478; may be repeated. The secret of a TURN server is set in the environment, DUET_TURN_SECRET, or in the file.",
            valueName: "url"))
    var ice: [String] = []

    @Option(help: "How long a call rings, 5 to 600 seconds. (default: 45)")
    var ringSeconds: Int?

    @Flag(help: "Let other machines read /metrics.")
    var metricsPublic = false

    @Option(help: "What is logged: trace, debug, info, notice, warning, error. (default: info)")
    var logLevel: String?

    @OptionGroup var databaseOptions: DatabaseOptions

    func run() async throws {
        try await reportingFailures {
            let reader = try await databaseOptions.reader(options)
            let host = reader.text(.host) ?? "127.0.0.1"
            let port = try reader.number(.port, in: 0...65_535) ?? 8080
            let settings = try reader.server(host: host, port: port)
            if demo, !settings.isLoopbackOnly {
                throw CommandFailure.configuration(
                    "--demo listens on this machine only, because everybody can know its passwords. Leave out --host, or --demo."
                )
            }
            let level = try reader.logLevel()
            LoggingSystem.bootstrap { label in
                var handler = StreamLogHandler.standardError(label: label)
                handler.logLevel = level
                return handler
            }
            let fallback = demo ? "data/demo.sqlite" : DatabaseOptions.defaultPath
            try await serve(settings, databasePath: reader.text(.database) ?? fallback)
        }
    }

    private var options: [SettingsKey: ConfigValue] {
        var options: [SettingsKey: ConfigValue] = [:]
        func set(_ key: SettingsKey, _ text: String?) {
            if let text { options[key] = ConfigValue(.string(text), isSecret: key.isSecret) }
        }
        func set(_ key: SettingsKey, _ number: Int?) {
            if let number { options[key] = ConfigValue(.int(number), isSecret: false) }
        }
        set(.host, host)
        set(.port, port)
        set(.publicURL, publicURL)
        set(.web, web)
        set(.ringSeconds, ringSeconds)
        set(.logLevel, logLevel)
        if !ice.isEmpty { options[.ice] = ConfigValue(.stringArray(ice), isSecret: false) }
        if metricsPublic { options[.metricsPublic] = ConfigValue(.bool(true), isSecret: false) }
        return options
    }

    private func serve(_ settings: ServerSettings, databasePath: String) async throws {
        let logger = Logger(label: "duet")
        let database = try AppDatabase(path: databasePath)
        let accounts = AccountService(store: SQLiteAccountStore(database), hasher: PasswordHasher())
        let server = try DuetServer(
            settings: settings, database: database, accounts: accounts, logger: logger)
        if demo { try await DemoAccounts.create(in: accounts) }
        let banner = StartBanner(settings: settings, databasePath: databasePath, isDemo: demo)
        let app = server.application { port in
            await banner.print(port: port, accounts: accounts)
        }
        do {
            try await app.runService(gracefulShutdownSignals: [.sigterm, .sigint])
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw CommandFailure(
                "Port \(settings.port) of \(settings.host) is taken by another program. Stop that one, or choose another port with --port (or DUET_PORT).",
                exitCode: 69)
        } catch let error as IOError where error.errnoCode == EADDRNOTAVAIL {
            throw CommandFailure("\(settings.host) is no address of this machine.", exitCode: 69)
        } catch let error as IOError where error.errnoCode == EACCES {
            throw CommandFailure(
                "This user may not listen on port \(settings.port). Choose one above 1023 with --port.",
                exitCode: 69)
        } catch is SocketAddressError {
            throw CommandFailure.configuration("\(settings.host) is no address that can be found.")
        }
        try database.close()
    }
}
