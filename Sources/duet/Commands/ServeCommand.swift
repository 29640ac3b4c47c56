import Accounts
import ArgumentParser
import Calls
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

    @Option(
        help: ArgumentHelp("Where people reach Duet, behind a reverse proxy or by a name.", valueName: "url"))
    var publicURL: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A reverse proxy that is believed in whom it speaks for, an address or a network; beside those on this machine; may be repeated.",
            valueName: "address"))
    var trustedProxies: [String] = []

    @Option(help: ArgumentHelp("The folder of the bundled page. (default: web/dist)", valueName: "folder"))
    var web: String?

    @Option(
        name: .customLong("ice"), parsing: .singleValue,
        help: ArgumentHelp(
            "A STUN or TURN server, stun:host:3478; may be repeated. Without any, and if people come from elsewhere, public STUN servers are used; none uses none. The secret of a TURN server is set in the environment, DUET_TURN_SECRET, or in the file.",
            valueName: "url"))
    var ice: [String] = []

    @Option(help: ArgumentHelp("How long a call rings, 5 to 600. (default: 45)", valueName: "seconds"))
    var ringSeconds: Int?

    @Option(
        help: ArgumentHelp(
            "How many calls one person may place in a minute, 1 to 10000; a quarter of them to somebody who answers none. (default: 20)",
            valueName: "calls"))
    var callsPerMinute: Int?

    @Option(
        help: ArgumentHelp(
            "How long calls that have ended are remembered, with their timelines; 0 keeps them for ever. (default: 0)",
            valueName: "days"))
    var historyDays: Int?

    @Option(
        help: ArgumentHelp(
            "Where /metrics is served: a port of 127.0.0.1, or an address and a port. (default: nowhere)",
            valueName: "address"))
    var metricsListen: String?

    @Option(help: "What is logged: trace, debug, info, notice, warning, error, critical. (default: info)")
    var logLevel: String?

    @OptionGroup var databaseOptions: DatabaseOptions

    func run() async throws {
        // NIO would make one event loop for each processor of the machine.
        NIOSingletons.groupLoopCountSuggestion = Processors.count
        try await reportingFailures {
            let reader = try await databaseOptions.reader(options)
            var settings = try reader.server()
            settings.openFiles = OpenFileLimit.raise()
            if demo, !settings.isLoopbackOnly {
                throw CommandFailure.configuration(
                    "--demo listens on this machine only, because everybody can know its passwords. Leave out --host, or --demo."
                )
            }
            let level = try reader.logLevel()
            let fallback = demo ? "data/demo.sqlite" : DatabaseOptions.defaultPath
            let file = DatabaseLocation(path: try reader.text(.database) ?? fallback)
            try check(settings)
            LoggingSystem.bootstrap { label in
                var handler = StreamLogHandler.standardError(label: label)
                handler.logLevel = level
                return handler
            }
            try await file.withDatabase { database in
                try await serve(settings, database: database, path: file.path)
            }
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
        set(.callsPerMinute, callsPerMinute)
        set(.historyDays, historyDays)
        set(.metricsListen, metricsListen)
        set(.logLevel, logLevel)
        if !ice.isEmpty { options[.ice] = ConfigValue(.stringArray(ice), isSecret: false) }
        if !trustedProxies.isEmpty {
            options[.trustedProxies] = ConfigValue(.stringArray(trustedProxies), isSecret: false)
        }
        return options
    }

    /// Finds what is wrong while nothing has been written yet. Whether the port is free shows only when it
    /// is taken, and that comes after the database has been opened: whoever connects must find it there.
    private func check(_ settings: ServerSettings) throws {
        _ = try WebAssets(folder: settings.webFolder)
        do {
            _ = try SocketAddress.makeAddressResolvingHost(settings.host, port: settings.port)
        } catch {
            throw CommandFailure.configuration(
                "There is no address for the host \"\(settings.host)\". Name an address of this machine with --host (or DUET_HOST), or leave it out."
            )
        }
    }

    private func serve(_ settings: ServerSettings, database: AppDatabase, path: String) async throws {
        try ServerLock.hold(databasePath: path)
        let logger = Logger(label: "duet")
        let clock = SystemClock()
        let accounts = AccountService(
            store: SQLiteAccountStore(database), hasher: PasswordHasher(), now: { clock.now })
        let server = try DuetServer(
            settings: settings, database: database, accounts: accounts, clock: clock, logger: logger)
        if demo { try await DemoAccounts.create(in: accounts) }
        let banner = StartBanner(settings: settings, databasePath: path, isDemo: demo)
        let app = server.application { port in
            await banner.print(port: port, accounts: accounts)
        }
        do {
            try await app.runService(gracefulShutdownSignals: [.sigterm, .sigint])
        } catch let error as IOError {
            let address = ListenAddress(host: settings.host, port: settings.port)
            throw unavailable(address, error, host: "--host (or DUET_HOST)", port: "--port (or DUET_PORT)")
        } catch let error as MetricsUnavailable {
            let option = "--metrics-listen (or DUET_METRICS_LISTEN)"
            throw unavailable(error.address, error.cause, host: option, port: option)
        }
    }

    /// Why the address cannot be listened on, and with which options another one is chosen.
    private func unavailable(
        _ address: ListenAddress, _ error: IOError, host: String, port: String
    ) -> any Error {
        let sentence: String
        switch error.errnoCode {
        case EADDRINUSE:
            sentence =
                "Port \(address.port) of \(address.host) is taken by another program. Stop that one, or choose another port with \(port)."
        case EADDRNOTAVAIL:
            sentence = "\(address.host) is no address of this machine. Name one that is with \(host)."
        case EACCES:
            sentence = "This user may not listen on port \(address.port). Choose one above 1023 with \(port)."
        default:
            return error
        }
        return CommandFailure(sentence, exitCode: CommandFailure.addressUnavailable)
    }
}
