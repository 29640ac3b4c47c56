import Accounts
import CallCore
import Calls
import Foundation
import Hummingbird
import IceServers
import Logging
import NIOSSL
import RateLimits
import Relay
import ServiceLifecycle
import Signaling
import Storage
import WebSocketUpgrade

/// The composition root: everything that runs is made and connected here, and nowhere else. It holds no
/// rules.
package struct DuetServer: Sendable {
    /// The program's version, as `session:ready` and `duet --version` tell it.
    package static let version = "0.1.0"

    private let settings: ServerSettings
    private let accounts: AccountService
    private let relay: RelaySupervisor?
    private let iceHealth = IceHealth()
    private let calls: CallThread
    private let desk: SignalingDesk
    private let formerSessions: FormerSessions
    /// nil where nothing is pushed.
    private let push: PushDesk?
    private let notifier: PushNotifier?
    private let database: AppDatabase
    private let people: PeopleList
    private let assets: WebAssets
    /// nil where Duet speaks plain HTTP.
    private let certificates: CertificateStore?
    private let history: SQLiteCallHistory
    private let storeHealth = StoreHealth()
    private let clock: any WallClock
    private let logger: Logger

    /// A server over a database.
    /// - Throws: ``WebAssetsError`` or ``TLSFault``, and what the database throws.
    package init(
        settings: ServerSettings, database: AppDatabase, accounts: AccountService,
        relay: RelaySupervisor? = nil,
        clock: any WallClock = SystemClock(), logger: Logger
    ) throws {
        self.settings = settings
        self.accounts = accounts
        self.relay = relay
        self.assets = try WebAssets(folder: settings.webFolder, basePath: settings.basePath)
        self.certificates = try settings.tls.map(CertificateStore.init)
        self.history = SQLiteCallHistory(database, logger: logger)
        self.database = database
        self.clock = clock
        self.logger = logger
        self.calls = CallThread(clock: clock)
        self.formerSessions = FormerSessions(accounts: accounts, calls: calls)
        self.desk = SignalingDesk(
            calls: calls, pagePatience: settings.timers.heartbeatDeadHidden, clock: clock)
        let push = try settings.push.map {
            try PushDesk($0, trust: settings.trust, database: database, clock: clock, logger: logger)
        }
        self.push = push
        self.notifier = push.map { [calls] desk in
            PushNotifier(desk: desk, calls: calls, clock: clock, logger: logger)
        }
        self.people = PeopleList(accounts: accounts, presence: CallPresence(calls: calls))
    }

    /// When the certificate ends; nil where Duet speaks plain HTTP.
    package var certificateExpires: Date? { certificates?.expires }

    /// The server, to be run in a service group.
    /// - Parameters:
    ///   - onRunning: Called with the port once it listens.
    ///   - onMetricsRunning: The same for the metrics.
    ///   - onRedirectRunning: The same for the way to https.
    package func application(
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in },
        onMetricsRunning: @escaping @Sendable (Int) async -> Void = { _ in },
        onRedirectRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let origins = OriginPolicy(site: settings.site)
        let hosts = HostPolicy(publicURL: settings.publicURL, listensOn: settings.host)
        let authorizer = UpgradeAuthorizer(
            accounts: accounts, desk: desk, origins: origins, logger: logger)
        let refusals = RefusalLog("Refused connections", clock: clock, logger: logger)
        let sockets = OpenSockets()
        let gate = ConnectionGate(
            limits: settings.connections, networkOf: settings.clientAddress.strangersNetwork)
        let configuration = WebSocketConfiguration(
            path: settings.basePath + SignalingProtocol.path, maxFrameBytes: Limits.frameBytes,
            maxMessageBytes: Limits.frameBytes, frames: Limits.frames,
            pingInterval: settings.timers.heartbeat, pingDeadline: settings.timers.heartbeatDead,
            outboxLimit: Limits.outboxBytes)
        var app = Application(
            router: router(origins),
            server: .http1WebSocket(
                configuration: configuration, gate: gate, sockets: sockets, transport: transport,
                answersTo: hosts.allows, decide: authorizer.decide,
                refused: refusals.count),
            configuration: .init(address: settings.bindAddress, serverName: "Duet"),
            services: [
                CallThreadService(calls: calls, sockets: sockets),
                SessionWatch(
                    accounts: accounts, calls: calls, formerSessions: formerSessions, clock: clock,
                    logger: logger),
                Housekeeping(
                    accounts: accounts, calls: calls, history: history, historyKept: settings.historyKept,
                    clock: clock,
                    logger: logger),
                StoreWatch(database: database, health: storeHealth, logger: logger),
            ],
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
            logger: logger)
        app.beforeServerStarts { try await startCalls() }
        var readings: [@Sendable () -> Void] = []
        if let relay {
            app.addServices(relay)
            if relay.hasCertificate { readings.append(relay.readCertificate) }
        }
        app.addServices(
            IceWatch(
                iceServers: settings.iceServers, areManaged: settings.managedRelay != nil,
                trust: settings.trust, health: iceHealth, clock: clock,
                logger: logger))
        if let notifier {
            app.addServices(notifier)
        } else {
            logger.info("Nothing is pushed: people hear of calls while their page is open")
        }
        if let address = settings.metricsAddress {
            app.addServices(
                MetricsServer(
                    calls: calls, desk: desk, storeHealth: storeHealth, iceHealth: iceHealth,
                    relayHealth: relay?.health, pushes: push?.queue,
                    listener: SideListener(
                        listener: .metrics, address: address,
                        gate: ConnectionGate(limits: MetricsServer.connections) { _ in nil },
                        hosts: HostPolicy(publicURL: nil, listensOn: address.host),
                        configuration: configuration,
                        noSockets: "There are only metrics here.", onRunning: onMetricsRunning, logger: logger
                    )))
        }
        if let certificates {
            let watch = CertificateWatch(certificates: certificates, clock: clock, logger: logger)
            app.addServices(watch)
            readings.append(watch.read)
        }
        if !readings.isEmpty { app.addServices(HangUpWatch(readings: readings)) }
        if let address = settings.httpRedirect {
            app.addServices(
                RedirectServer(
                    way: settings.wayToHTTPS,
                    // Through the gate of Duet itself: whoever comes takes one of the files that the process may have open.
                    listener: SideListener(
                        listener: .redirect, address: address, gate: gate, hosts: hosts,
                        configuration: configuration,
                        noSockets: "There is only the way to https here.", onRunning: onRedirectRunning,
                        logger: logger)))
        }
        return app
    }

    /// What stands between the network and HTTP.
    private var transport: Transport {
        guard let certificates else { return .plain }
        return .secure {
            [
                PlainRequestHandler(), NIOSSLServerHandler(context: certificates.context),
                RaggedEndHandler(),
            ]
        }
    }

    private func startCalls() async throws {
        let (database, settings, page, notifier, logger) = (
            database, settings, assets.identity, notifier, logger
        )
        try await calls.start {
            CallService(
                journal: try SQLiteCallJournal(database, logger: logger),
                people: try SQLitePeopleDirectory(database, logger: logger), timers: settings.timers,
                version: Self.version, page: page, notifier: notifier,
                callsPerMinute: settings.callsPerMinute,
                logger: logger)
        }
    }

    func router(_ origins: OriginPolicy) -> Router<DuetRequestContext> {
        let limiter = SignInLimiter(
            accounts: accounts, throttle: SignInThrottle(),
            clientAddress: settings.clientAddress, clock: clock,
            refusals: RefusalLog("Throttled sign-ins", clock: clock, logger: logger))
        let start = SessionStart(
            accounts: accounts, calls: calls, limiter: limiter, formerSessions: formerSessions,
            cookies: settings.cookies)
        let router = Router(context: DuetRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(
            middleware: SecurityHeadersMiddleware(
                site: settings.site, strictTransport: settings.strictTransport))
        router.add(middleware: ErrorMiddleware())
        let health = HealthController(
            calls: calls, storeHealth: storeHealth, iceHealth: iceHealth, relayHealth: relay?.health,
            clientAddress: settings.clientAddress)
        // Whoever watches the server on its own machine need not know where people find it.
        health.addRoutes(to: router)
        if !settings.basePath.isEmpty { health.addRoutes(to: router.group(RouterPath(settings.basePath))) }

        let site = router.group(RouterPath(settings.basePath))
        PagesController(assets: assets, basePath: settings.basePath).addRoutes(to: site)
        let api = site.group("api")
            .add(middleware: NoStoreMiddleware())
            .add(middleware: SameOriginMiddleware(origins: origins))
            .add(middleware: SessionMiddleware(accounts: accounts))
        SessionController(
            accounts: accounts, calls: calls, start: start, cookies: settings.cookies, clock: clock
        ).addRoutes(to: api)
        AccountController(
            accounts: accounts, calls: calls, limiter: limiter,
            renames: PersonThrottle(Limits.renames, as: .renames), clock: clock, cookies: settings.cookies
        ).addRoutes(to: api)
        PeopleController(people: people).addRoutes(to: api)
        BlocksController(accounts: accounts).addRoutes(to: api)
        CallsController(history: history, calls: calls, clock: clock).addRoutes(to: api)
        IceServersController(
            iceServers: settings.iceServers, relay: settings.relayUse,
            throttle: settings.iceServers.hasRelay ? PersonThrottle.relayCredentials() : nil,
            accounts: accounts, clock: clock
        ).addRoutes(to: api)
        PushController(
            desk: push, throttle: PersonThrottle(Limits.pushSubscriptions, as: .pushSubscriptions),
            clock: clock
        ).addRoutes(to: api)
        SettingsController(accounts: accounts, relay: settings.relayUse, calls: calls)
            .addRoutes(to: api)
        let links = InvitationLinks(
            site: settings.site, local: settings.localAddress(port: settings.port))
        AdministrationController(accounts: accounts, calls: calls, links: links).addRoutes(to: api)
        ResetsController(accounts: accounts, start: start).addRoutes(to: api)
        InvitationsController(accounts: accounts, links: links, start: start).addRoutes(to: api)
        WrongMethods().addRoutes(to: router)
        return router
    }
}
