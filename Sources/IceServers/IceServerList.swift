import CallCore

/// The STUN and TURN servers that a browser is told for one call, with credentials made for it.
package struct IceServerList: Sendable {
    private let stun: [IceServerURL]
    private let turn: [IceServerURL]
    private let turnSecret: String?
    /// How long credentials are good, in seconds.
    package let lifetime: Int
    /// An hour, unless the operator says otherwise.
    package static let usualLifetime = 60 * 60

    /// No servers.
    package static let none = IceServerList()

    private init() {
        (stun, turn, turnSecret, lifetime) = ([], [], nil, Self.usualLifetime)
    }

    /// The servers as configured.
    /// - Parameters:
    ///   - urls: STUN and TURN servers; may be empty, which is enough on one machine or one network.
    ///   - turnSecret: Shared with the relay, coturn's `static-auth-secret`.
    ///   - lifetime: How long credentials are good, in seconds.
    /// - Throws: ``IceServerListError/missingSecret`` when a relay is named without a secret.
    package init(
        urls: [IceServerURL], turnSecret: String?, lifetime: Int = usualLifetime
    ) throws(IceServerListError) {
        stun = urls.filter { !$0.scheme.isRelay }
        turn = urls.filter(\.scheme.isRelay)
        guard turn.isEmpty || turnSecret?.isEmpty == false else { throw .missingSecret }
        self.turnSecret = turnSecret
        self.lifetime = lifetime
    }

    /// Is there a relay?
    package var hasRelay: Bool { !turn.isEmpty }

    /// How far calls get with a list of servers; see `docs/networking.md`.
    package enum Reach: Hashable, Sendable {
        /// No further than one network.
        case oneNetwork
        /// Where two networks let a direct connection through, found with the help of STUN servers of strangers.
        case directByPublicServers([String])
        /// Where two networks let a direct connection through.
        case direct([String])
        /// Anywhere.
        case relayed([String])
    }

    /// How far calls get with these, and by which hosts.
    package var reach: Reach {
        if !turn.isEmpty { return .relayed(turn.hosts) }
        if stun.isEmpty { return .oneNetwork }
        return stun == Self.publicSTUN ? .directByPublicServers(stun.hosts) : .direct(stun.hosts)
    }

    /// The STUN servers of strangers that are used where none is named and people come from elsewhere. Each learns the
    /// address of whoever calls or is called, and when; nothing of the call.
    package static let publicSTUN = ["stun:stun.cloudflare.com:3478", "stun:stun.l.google.com:19302"]
        .compactMap { try? IceServerURL($0) }

    /// The servers for one person and one call, with credentials that end after ``lifetime``.
    package func servers(for user: UserID, at now: Timestamp) -> [IceServer] {
        var servers: [IceServer] = []
        if !stun.isEmpty {
            servers.append(IceServer(urls: stun.map(\.description), username: nil, credential: nil))
        }
        if let credentials = credentials(for: user.description, at: now) {
            servers.append(
                IceServer(
                    urls: turn.map(\.description), username: credentials.username,
                    credential: credentials.password))
        }
        return servers
    }

    /// What the relay asks of this one from now on; nil when there is no relay.
    package func credentials(for subject: String, at now: Timestamp) -> TurnCredentials? {
        guard !turn.isEmpty, let turnSecret else { return nil }
        return TurnCredentials(
            secret: turnSecret, subject: subject, end: now.advanced(by: .seconds(lifetime)))
    }

    /// All of them.
    package var urls: [IceServerURL] { stun + turn }
}

/// What is wrong with a list of servers.
package enum IceServerListError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A relay is named, but no secret to make credentials with.
    case missingSecret

    /// What to do.
    package var description: String {
        switch self {
        case .missingSecret:
            "A TURN server is configured without a secret. Set turn-secret to coturn's static-auth-secret."
        }
    }
}

/// One entry for the browser's `RTCConfiguration.iceServers` (W3C WebRTC section 4.2.2).
package struct IceServer: Encodable, Hashable, Sendable {
    /// The server's addresses.
    package let urls: [String]
    /// For a relay.
    package let username: String?
    /// For a relay.
    package let credential: String?

    /// One entry of the list.
    package init(urls: [String], username: String?, credential: String?) {
        self.urls = urls
        self.username = username
        self.credential = credential
    }
}

extension [IceServerURL] {
    /// Each once, in their order.
    fileprivate var hosts: [String] {
        reduce(into: []) { hosts, url in
            if !hosts.contains(url.host) { hosts.append(url.host) }
        }
    }
}

/// A list printed by mistake shows its servers, and not what credentials are made with.
extension IceServerList: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(urls)" }
    package var customMirror: Mirror { Mirror(self, children: ["urls": urls]) }
}
