import AsyncHTTPClient
import CallCore
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NameLookup
import Networks

/// Sends messages to push services (RFC 8030 section 5).
///
/// People say themselves where a message goes, so each attempt looks the name up once, looks at every address that it
/// stands for, and connects to one of those and to nothing else: a name that is given another address in between
/// ("DNS rebinding") leads nowhere. Redirects are not followed, and of an answer only its head is read.
package struct PushClient: Sendable {
    /// All addresses of a name; none when it is unknown.
    package typealias Resolver = @Sendable (_ host: String, _ port: Int) async -> [SocketAddress]

    /// How long one attempt may take in all, and each connection of it.
    package struct Patience: Sendable {
        var attempt: Duration
        var connection: Duration

        /// How long one attempt may take.
        package init(attempt: Duration = .seconds(10), connection: Duration = .seconds(4)) {
            (self.attempt, self.connection) = (attempt, connection)
        }
    }

    /// Where names are looked up, which blocks a thread for as long as the system is patient: apart from everything
    /// else that is, and with a thread for each message that is being sent, so that none waits for another one's name.
    private static let lookups: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: PushSchedule.Room().sending)
        pool.start()
        return pool
    }()
    /// So many of a name's addresses are tried, one after the other.
    private static let addressesTried = 4

    private let key: VAPIDKey
    private let contact: String?
    private let trust: NIOSSLTrustRoots
    private let reach: PushReach
    private let patience: Patience
    private let resolve: Resolver

    /// - Parameters:
    ///   - key: Which server this is.
    ///   - contact: A `mailto:` or `https:` URL of its operator; nil says none.
    ///   - trust: Whom the certificates of push services must come from.
    ///   - reach: Where messages may go.
    package init(
        key: VAPIDKey, contact: String?, trust: NIOSSLTrustRoots = .default, reach: PushReach = .publicHosts,
        patience: Patience = Patience(),
        resolve: @escaping Resolver = { await HostAddresses.find($0, port: $1, on: PushClient.lookups) }
    ) {
        self.key = key
        self.contact = contact
        self.trust = trust
        self.reach = reach
        self.patience = patience
        self.resolve = resolve
    }

    /// Sends a message once.
    /// - Parameters:
    ///   - lifetime: How long the push service may keep it for a browser that is not there (RFC 8030 section 5.2).
    ///   - now: When, which the service compares with its own clock.
    /// - Throws: What the cryptography throws, which a checked subscription gives no reason for; ``MessageTooLong``.
    package func send(
        _ message: PushMessage, to subscription: PushSubscription, lifetime: Duration, at now: Timestamp
    ) async throws -> PushOutcome {
        let endpoint = subscription.endpoint
        guard reach.allows(endpoint) else { return .forbidden }
        let request = try request(message, to: subscription, lifetime: lifetime, at: now)
        let deadline = NIODeadline.now() + .nanoseconds(patience.attempt.nanoseconds)
        let addresses = await resolve(endpoint.host.withoutBrackets, endpoint.port)
        for address in addresses {
            guard let checked = address.ipAddress.flatMap({ IPAddress($0) }), reach.allows(checked) else {
                return .forbidden
            }
        }
        for address in addresses.prefix(Self.addressesTried) where NIODeadline.now() < deadline {
            if let outcome = await attempt(request, endpoint, at: address, until: deadline) { return outcome }
        }
        return .unreachable
    }

    private func request(
        _ message: PushMessage, to subscription: PushSubscription, lifetime: Duration, at now: Timestamp
    ) throws -> HTTPClientRequest {
        let endpoint = subscription.endpoint
        let body = try MessageEncryption.encrypt(message.content, for: subscription)
        var request = HTTPClientRequest(url: endpoint.url)
        request.method = .POST
        request.headers = [
            "Authorization": try key.authorization(for: endpoint.origin, contact: contact, at: now),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": "\(max(0, lifetime.components.seconds))",
            "Urgency": "high",
            "Topic": message.topic.text,
        ]
        request.body = .bytes(ByteBuffer(bytes: body))
        return request
    }

    /// - Returns: nil when nothing was heard from there.
    private func attempt(
        _ request: HTTPClientRequest, _ endpoint: PushEndpoint, at address: SocketAddress,
        until deadline: NIODeadline
    ) async -> PushOutcome? {
        let client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
            configuration: configuration(endpoint, address))
        let outcome: PushOutcome?
        do {
            let response = try await client.execute(request, deadline: deadline)
            outcome = PushOutcome(
                status: Int(response.status.code), retryAfter: response.headers.first(name: "Retry-After"))
        } catch {
            // No name, no way, no answer, no certificate to be trusted: what it was would name the endpoint.
            outcome = nil
        }
        // It only fails when it has been done.
        try? await client.shutdown()
        return outcome
    }

    /// A client for one request to one address.
    private func configuration(
        _ endpoint: PushEndpoint, _ address: SocketAddress
    ) -> HTTPClient.Configuration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = trust
        var configuration = HTTPClient.Configuration()
        configuration.tlsConfiguration = tls
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .nanoseconds(patience.connection.nanoseconds)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.dnsOverride = [endpoint.host.withoutBrackets: address.ipAddress ?? ""]
        // The last word is the connection's own, before anything is said on it.
        configuration.http1_1ConnectionDebugInitializer = { channel in
            guard channel.remoteAddress?.ipAddress == address.ipAddress else {
                return channel.eventLoop.makeFailedFuture(ElsewhereConnected())
            }
            return channel.eventLoop.makeSucceededVoidFuture()
        }
        return configuration
    }

    /// A connection has come to another address than the one that was looked at.
    private struct ElsewhereConnected: Error {}
}

extension Duration {
    /// Whole nanoseconds, cut towards zero.
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
