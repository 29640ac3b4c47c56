import Accounts
import CallCore
import Hummingbird
import IceServers
import Logging
import ServiceLifecycle
import Storage
import Switchboard
import WebSocketUpgrade

/// The composition root: everything that runs is made and connected here, and nowhere else. It holds no
/// rules.
package struct DuetServer: Sendable {
    /// The program's version, as `session:ready` and `duet --version` tell it.
    package static let version = "0.1.0"

    private let settings: ServerSettings
    private let accounts: AccountService
    private let switchboard: Switchboard
    private let assets: WebAssets
    private let history: any CallHistory
    private let clock: any WallClock
    private let logger: Logger

    /// A server over a database.
    /// - Throws: ``WebAssetsError``.
    package init(
        settings: ServerSettings, database: AppDatabase, accounts: AccountService,
        clock: any WallClock = SystemClock(), logger: Logger
    ) throws(WebAssetsError) {
        let calls = SQLiteCallStore(database)
        let people = SQLitePeopleDirectory(database)
        self.settings = settings
        self.accounts = accounts
        self.assets = try WebAssets(folder: settings.webFolder)
        self.history = calls
        self.clock = clock
        self.logger = logger
        self.switchboard = Switchboard(
            store: calls, people: people, clock: clock, timers: settings.timers, version: Self.version,
            logger: logger)
    }

    /// The server, to be run in a service group.
    /// - Parameter onRunning: Called with the port once it listens.
    package func application(
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let origins = OriginPolicy(
            publicURL: settings.publicURL, hostMustBeLoopback: settings.isLoopbackOnly)
        let door = SignalingDoor(accounts: accounts, switchboard: switchboard, origins: origins)
        let switchboard = switchboard
        var app = Application(
            router: router(origins),
            server: .http1WebSocket(
                configuration: WebSocketConfiguration(
                    pingInterval: settings.timers.heartbeat, pingDeadline: settings.timers.heartbeatDead),
                decide: door.decide),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), serverName: "Duet"),
            services: [
                SessionWatch(accounts: accounts, switchboard: switchboard, clock: clock, logger: logger),
                Housekeeping(accounts: accounts, logger: logger),
            ],
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
            logger: logger)
        app.beforeServerStarts { try await switchboard.start() }
        return app
    }

    private func router(_ origins: OriginPolicy) -> Router<DuetRequestContext> {
        let cookieIsSecure = settings.publicURL?.isSecure ?? false
        let door = SignInDoor(
            throttle: SignInThrottle(),
            clientAddress: ClientAddress(isBehindProxy: settings.publicURL != nil), clock: clock)
        let router = Router(context: DuetRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeadersMiddleware(publicURL: settings.publicURL))
        router.add(middleware: ErrorMiddleware())
        PagesController(assets: assets).addRoutes(to: router)
        OperatorController(switchboard: switchboard, metricsArePublic: settings.metricsArePublic)
            .addRoutes(to: router)

        let api = router.group("api")
            .add(middleware: NoStoreMiddleware())
            .add(middleware: SameOriginMiddleware(origins: origins))
            .add(middleware: SessionMiddleware(accounts: accounts))
        SessionController(
            accounts: accounts, switchboard: switchboard, door: door, cookieIsSecure: cookieIsSecure
        ).addRoutes(to: api)
        PeopleController(accounts: accounts, switchboard: switchboard).addRoutes(to: api)
        CallsController(history: history).addRoutes(to: api)
        IceServersController(iceServers: settings.iceServers).addRoutes(to: api)
        InvitationsController(
            accounts: accounts,
            links: InvitationLinks(base: settings.localURL, publicURL: settings.publicURL), door: door,
            cookieIsSecure: cookieIsSecure
        ).addRoutes(to: api)
        WrongMethods().addRoutes(to: router)
        return router
    }
}
