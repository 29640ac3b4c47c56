import Accounts
import CallCore
import Calls
import Foundation
import Hummingbird
import IceServers
import InMemoryLogging
import Logging
import Relay
import ServiceLifecycle
import SocketClient
import Storage
import TestSupport
import Testing

@testable import DuetServer

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A whole server on a port of its own, over a real database, with a clock that the test moves.
struct LiveServer: Sendable {
    let port: Int
    fileprivate let metricsPort: Int
    /// Where plain HTTP is answered with the way to https, if it is.
    let redirectPort: Int
    let clock: ManualClock
    let accounts: AccountService
    let database: TemporaryDatabase
    /// The origin of its pages, as a browser sends it.
    let origin: String
    /// Everything that can be asked for.
    let routes: [(method: String, path: String)]
    fileprivate let services: ServiceGroup
    fileprivate let running: Task<Void, any Error>

    /// Where it listens.
    var address: String { "http://127.0.0.1:\(port)" }

    func shutDown() async { await services.triggerGracefulShutdown() }

    /// Ends it at once and waits for its end.
    func cancel() async {
        running.cancel()
        _ = await running.result
    }

    /// What the operator reads of it.
    func metrics() async throws -> String {
        let url = try #require(URL(string: "http://127.0.0.1:\(metricsPort)/metrics"))
        return String(decoding: try await Browser.session.data(from: url).0, as: UTF8.self)
    }

    /// An account, and a browser that is signed in to it.
    func person(_ username: String) async throws -> Browser {
        let name = username.prefix(1).uppercased() + username.dropFirst()
        try await accounts.createAccount(
            username: username, name: name, password: "\(username)'s password")
        let browser = Browser(server: self)
        try await browser.signIn(username)
        return browser
    }
}

/// Runs `body` against a server, then shuts it down and waits for its end.
/// - Parameters:
///   - isGrouped: Whether it runs in a service group. One that does not can only be cancelled; a group makes a graceful
///     shutdown of the cancellation of its groups.
///   - change: Settings that few tests care about.
func withLiveServer(
    timers: CallTimers = CallTimers(), ice: [String] = [], alwaysRelay: Bool = false,
    publicURL: String? = nil,
    historyKept: Duration? = nil, log: InMemoryLogHandler? = nil, relay: RelaySupervisor? = nil,
    isGrouped: Bool = true,
    change: (inout ServerSettings) -> Void = { _ in },
    _ body: (LiveServer) async throws -> Void
) async throws {
    let temporary = try TemporaryDatabase()
    let clock = ManualClock(now: SystemClock().now)
    let cheap = ScryptParameters(logN: 1, blockSize: 1, parallelism: 1)
    let accounts = AccountService(
        store: SQLiteAccountStore(temporary.database), hasher: PasswordHasher(parameters: cheap),
        now: { clock.now })
    let web = temporary.folder.appending(path: "web")
    try FileManager.default.createDirectory(at: web, withIntermediateDirectories: true)
    let files = [
        "index.html":
            "<!doctype html><meta name=\"duet-page\" content=\"\"><base href=\"/\"><title>Duet</title>",
        "worker.js": "listen()", "manifest.webmanifest": #"{"start_url":"."}"#,
    ]
    for (name, text) in files { try Data(text.utf8).write(to: web.appending(path: name)) }
    var settings = ServerSettings(
        host: "127.0.0.1", port: 0, publicURL: try publicURL.map { try #require(PublicURL($0)) },
        webFolder: web.path,
        iceServers: try IceServerList(urls: ice.map { try IceServerURL($0) }, turnSecret: "north"),
        timers: timers)
    settings.alwaysRelay = alwaysRelay
    settings.historyKept = historyKept
    settings.metricsAddress = ListenAddress(host: "127.0.0.1", port: 0)
    change(&settings)
    var logger = log.map { log in Logger(label: "test") { _ in log } } ?? Logger(label: "test")
    logger.logLevel = log == nil ? .critical : .trace
    let ports = WebSocketClientMailbox<Int>()
    let server = try DuetServer(
        settings: settings, database: temporary.database, accounts: accounts, relay: relay, clock: clock,
        logger: logger)
    let metricsPorts = WebSocketClientMailbox<Int>()
    let redirectPorts = WebSocketClientMailbox<Int>()
    let application = server.application(
        onRunning: ports.put, onMetricsRunning: metricsPorts.put, onRedirectRunning: redirectPorts.put)
    let services = ServiceGroup(
        configuration: .init(services: [application], gracefulShutdownSignals: [], logger: logger))
    let running = Task { try await isGrouped ? services.run() : application.run() }
    let port = try await ports.next()
    let live = LiveServer(
        port: port, metricsPort: try await metricsPorts.next(),
        redirectPort: settings.httpRedirect == nil ? 0 : try await redirectPorts.next(), clock: clock,
        accounts: accounts, database: temporary,
        origin: settings.publicURL?.origin.description ?? "http://127.0.0.1:\(port)",
        routes: server.router(OriginPolicy(site: settings.site)).routes.map {
            ($0.method.rawValue, $0.path.description)
        },
        services: services, running: running)
    do {
        try await body(live)
    } catch {
        await live.shutDown()
        _ = await running.result
        throw error
    }
    await live.shutDown()
    do {
        try await running.value
    } catch let error as CancellationError {
        // So it ends when it was cancelled.
        if !running.isCancelled { throw error }
    }
}

/// Somebody's browser: a cookie, requests, and sockets.
final class Browser {
    let server: LiveServer
    private(set) var cookie: String?
    private(set) var user = ""

    init(server: LiveServer) {
        self.server = server
    }

    /// Without a cookie jar: cookies know no ports, so the servers of two tests would share one.
    fileprivate static let session: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        return URLSession(configuration: configuration)
    }()

    /// An answer over HTTP.
    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: Data

        var object: [String: Any] {
            (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:]
        }

        var errorCode: String? { (object["error"] as? [String: Any])?["code"] as? String }
        var errorField: String? { (object["error"] as? [String: Any])?["field"] as? String }
    }

    func request(
        _ method: String, _ path: String, _ body: [String: Any]? = nil, origin: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var request = URLRequest(url: try #require(URL(string: server.address + path)))
        request.httpMethod = method
        request.httpShouldHandleCookies = false
        request.setValue(origin ?? server.origin, forHTTPHeaderField: "Origin")
        if let cookie { request.setValue(cookie, forHTTPHeaderField: "Cookie") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        if let body {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = try JSONSerialization.data(withJSONObject: body)
        }
        let (data, response) = try await Self.session.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        var headers: [String: String] = [:]
        for (name, value) in http.allHeaderFields { headers["\(name)".lowercased()] = "\(value)" }
        return Answer(status: http.statusCode, headers: headers, body: data)
    }

    func signIn(_ username: String) async throws {
        let answer = try await request(
            "POST", "/api/session", ["username": username, "password": "\(username)'s password"])
        try #require(answer.status == 200)
        take(answer)
    }

    /// Keeps the cookies and the person of an answer that begins a session.
    func take(_ answer: Answer) {
        let set = answer.headers["set-cookie"] ?? ""
        let pairs = set.matches(of: /duet_(session|browser)=[^;]*/).map { String($0.output.0) }
        cookie = pairs.isEmpty ? nil : pairs.joined(separator: "; ")
        user = (answer.object["user"] as? [String: Any])?["id"] as? String ?? ""
    }

    /// Opens a signalling socket and takes its first message.
    func device(_ id: String = UUID().uuidString) async throws -> LiveDevice {
        let client = try await WebSocketClient.connect(
            port: server.port, deviceID: id, headers: socketHeaders())
        let device = LiveDevice(client: client, user: user)
        try await device.expect("session:ready")
        return device
    }

    func socketHeaders(origin: String? = nil) -> [(String, String)] {
        [("Origin", origin ?? server.origin)] + (cookie.map { [("Cookie", $0)] } ?? [])
    }
}

/// One device's real socket.
final class LiveDevice {
    let client: WebSocketClient
    let user: String

    init(client: WebSocketClient, user: String) {
        self.client = client
        self.user = user
    }

    func send(_ type: String, to: String, from: String? = nil, _ payload: [String: Any]) throws {
        let envelope: [String: Any] = [
            "type": type, "from_user_id": from ?? user, "to_user_id": to, "payload": payload,
        ]
        client.send(String(decoding: try JSONSerialization.data(withJSONObject: envelope), as: UTF8.self))
    }

    /// The next message, past presence.
    func next() async throws -> (type: String, payload: [String: Any]) {
        while true {
            let text = try await client.next()
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let type = try #require(object["type"] as? String)
            if type == "session:presence" { continue }
            return (type, object["payload"] as? [String: Any] ?? [:])
        }
    }

    /// Demands that the next message is of this type.
    @discardableResult
    func expect(
        _ type: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [String: Any] {
        let (found, payload) = try await next()
        try #require(found == type, "\(payload)", sourceLocation: sourceLocation)
        return payload
    }

    /// Demands a snapshot in this state; nil means no call.
    @discardableResult
    func expectCall(
        _ state: String?, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [String: Any] {
        let payload = try await expect("session:call", sourceLocation: sourceLocation)
        let call = payload["call"] as? [String: Any]
        try #require(call?["state"] as? String == state, sourceLocation: sourceLocation)
        return call ?? [:]
    }
}
