import Accounts
import ArgumentParser
import Calls
import Configuration
import DuetServer
import Foundation
import Hummingbird
import Logging
import NIOCore
import Relay
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

    @OptionGroup var serverOptions: ServerOptions

    @OptionGroup var databaseOptions: DatabaseOptions

    func run() async throws {
        // NIO would make one event loop for each processor of the machine.
        NIOSingletons.groupLoopCountSuggestion = Processors.count
        try await reportingFailures {
            let reader = try await databaseOptions.reader(serverOptions.values)
            var settings = try reader.server()
            settings.openFiles = OpenFileLimit.raise()
            if demo, settings.isReachedFromElsewhere {
                throw CommandFailure.configuration(
                    "--demo listens on this machine only, because everybody can know its passwords. Leave out --host and --public-url, or --demo."
                )
            }
            let level = try reader.logLevel()
            let fallback = demo ? "data/demo.sqlite" : DatabaseOptions.defaultPath
            let file = DatabaseLocation(path: try reader.text(.database) ?? fallback)
            try await check(settings)
            LoggingSystem.bootstrap { label in
                var handler = StreamLogHandler.standardError(label: label)
                handler.logLevel = level
                return handler
            }
            try await file.withDatabase { database in
                try await serve(settings, reader, database: database, path: file.path)
            }
        }
    }

    /// Finds what is wrong while nothing has been written yet. Whether the port is free shows only when it
    /// is taken, and that comes after the database has been opened: whoever connects must find it there.
    private func check(_ settings: ServerSettings) async throws {
        _ = try WebAssets(folder: settings.webFolder)
        _ = try settings.tls.map(CertificateStore.init)
        if let path = settings.socketPath { return try await UnixSocket(path: path).demandFree() }
        do {
            _ = try SocketAddress.makeAddressResolvingHost(settings.host, port: settings.port)
        } catch {
            throw CommandFailure.configuration(
                "There is no address for the host \"\(settings.host)\". Name an address of this machine with --host (or DUET_HOST), or leave it out."
            )
        }
    }

    private func serve(
        _ settings: ServerSettings, _ reader: SettingsReader, database: AppDatabase, path: String
    ) async throws {
        try ServerLock.hold(databasePath: path)
        let logger = Logger(label: "duet")
        var settings = settings
        let relay = try await relay(for: &settings, reader, databasePath: path, logger: logger)
        let clock = SystemClock()
        let accounts = AccountService(
            store: SQLiteAccountStore(database), hasher: PasswordHasher(), now: { clock.now })
        let server = try DuetServer(
            settings: settings, database: database, accounts: accounts, relay: relay, clock: clock,
            logger: logger)
        if demo { try await DemoAccounts.create(in: accounts) }
        let banner = StartBanner(
            settings: settings, certificateExpires: server.certificateExpires, databasePath: path,
            isDemo: demo)
        let socket = settings.socketPath.map(UnixSocket.init)
        let mask = socket?.maskRights()
        let app = server.application { port in
            if let mask { socket?.openToGroup(maskBefore: mask) }
            await banner.print(port: port, accounts: accounts)
        }
        do {
            try await app.runService(gracefulShutdownSignals: [.sigterm, .sigint])
            socket?.remove()
        } catch let error as IOError {
            if let socket { throw socket.failure(error) }
            let address = ListenAddress(host: settings.host, port: settings.port)
            throw unavailable(address, error, host: "--host (or DUET_HOST)", port: "--port (or DUET_PORT)")
        } catch let error as SideListenerUnavailable {
            let option =
                switch error.listener {
                case .metrics: "--metrics-listen (or DUET_METRICS_LISTEN)"
                case .redirect: "--http-redirect (or DUET_HTTP_REDIRECT)"
                }
            throw unavailable(error.address, error.cause, host: option, port: option)
        }
    }

    /// Prepares the relay that Duet is to run, whose servers browsers are then told.
    private func relay(
        for settings: inout ServerSettings, _ reader: SettingsReader, databasePath: String, logger: Logger
    ) async throws -> RelaySupervisor? {
        guard let relay = settings.managedRelay else { return nil }
        guard await RelaySupervisor.isInstalled() else {
            throw CommandFailure.configuration(
                "relay is managed, and coturn is not installed here. Install it (on Debian: apt-get install coturn, then systemctl disable --now coturn, for Duet runs it), or choose another relay."
            )
        }
        let folder = RelayFolder(databasePath: databasePath)
        let secret = try reader.relaySecret(in: folder) ?? folder.makeSecret()
        settings.iceServers = try reader.iceServers(of: relay, secret: secret)
        return RelaySupervisor(relay, secret: secret, folder: folder, logger: logger)
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
        case EAFNOSUPPORT:
            sentence =
                "This machine has no addresses of the kind of \(address.host). Name another one with \(host)."
        case EACCES:
            sentence = "This user may not listen on port \(address.port). Choose one above 1023 with \(port)."
        default:
            return error
        }
        return CommandFailure(sentence, exitCode: CommandFailure.addressUnavailable)
    }
}
