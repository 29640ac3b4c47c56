import CallCore
import HummingbirdCore
import IceServers
import NIOCore
import NIOSSL
import Networks
import RateLimits
import Relay
import TLSFiles
import WebSocketUpgrade

/// Everything about a server that its operator may choose, checked.
package struct ServerSettings: Sendable {
    /// The address to listen on, or a Unix socket: `unix:/run/duet.sock`.
    package var host: String
    /// The port to listen on; 0 takes a free one.
    package var port: Int
    /// Where people reach Duet, when that is not the address it listens on: behind a reverse proxy.
    package var publicURL: PublicURL?
    /// What https is served with; nil where Duet speaks plain HTTP.
    package var tls: TLSFiles?
    /// Where plain HTTP is answered with the way to https; nil for nowhere.
    package var httpRedirect: ListenAddress?
    /// For how long browsers are to use https with this host, whatever they are told; nil says nothing about it.
    package var strictTransport: Duration?
    /// Reverse proxies on other machines that are believed in whom they speak for. Those on this one are, if there is a
    /// public address.
    package var trustedProxies: [IPNetwork] = []
    /// The folder of the bundled page.
    package var webFolder: String
    /// Whom the certificates of other servers must come from: of relays and of push services.
    package var trust: NIOSSLTrustRoots = .default
    /// STUN and TURN.
    package var iceServers: IceServerList
    /// The relay that this server runs, and which is among them; nil for none.
    package var managedRelay: RelaySettings?
    /// Do all calls go over a relay only, so that nobody learns the other's address? Then there must be one.
    package var alwaysRelay = false
    /// How people are reached whose page is closed; nil for not at all.
    package var push: PushSettings?
    /// Every duration both ends of a call must agree on.
    package var timers: CallTimers
    /// How many calls one person may place in a minute.
    package var callsPerMinute = Limits.callsPerMinute
    /// How long a call that has ended is remembered; nil for ever.
    package var historyKept: Duration?
    /// Where `/metrics` is served; nil for nowhere.
    package var metricsAddress: ListenAddress?
    /// How many files and sockets the process may have open.
    package var openFiles: Int

    /// Everything about a server that its operator may choose.
    package init(
        host: String, port: Int, publicURL: PublicURL? = nil, webFolder: String,
        iceServers: IceServerList = .none,
        timers: CallTimers = CallTimers(), openFiles: Int = 1024
    ) {
        self.host = host
        self.port = port
        self.publicURL = publicURL
        self.webFolder = webFolder
        self.iceServers = iceServers
        self.timers = timers
        self.openFiles = openFiles
    }

    /// Can only programs of this machine reach it?
    package var isLoopbackOnly: Bool { socketPath != nil || Self.isLoopback(host) }

    /// The Unix socket to listen on; nil when it is an address.
    package var socketPath: String? { Self.socketPath(of: host) }

    /// The Unix socket that a host names, as in `unix:/run/duet.sock`; nil when it is an address.
    package static func socketPath(of host: String) -> String? {
        let prefix = "unix:"
        return host.hasPrefix(prefix) ? String(host.dropFirst(prefix.count)) : nil
    }

    /// Where the server listens.
    var bindAddress: BindAddress {
        socketPath.map { .unixDomainSocket(path: $0) } ?? .hostname(host, port: port)
    }

    /// Where a request over plain HTTP is to go.
    var wayToHTTPS: WayToHTTPS { WayToHTTPS(site: site, port: port) }

    /// Which address is ours.
    var site: Site { Site(publicURL: publicURL, speaksTLS: tls != nil) }

    /// Do people come by https?
    package var isSecure: Bool { publicURL?.isSecure ?? (tls != nil) }

    /// Do browsers open the microphone on the address by which people come? They do on https and on this machine.
    package var opensMicrophones: Bool {
        isSecure || publicURL.map { Self.isLoopback($0.authority.host) } ?? isLoopbackOnly
    }

    /// What stands before the path of every address of ours: `/talk`, or nothing.
    package var basePath: String { publicURL?.basePath ?? "" }

    /// Where browsers send the cookies.
    var cookies: CookieReach { CookieReach(isSecure: isSecure, path: basePath + "/") }

    /// May people come from other machines?
    package var isReachedFromElsewhere: Bool { publicURL != nil || !isLoopbackOnly }

    /// What a relay is for.
    var relayUse: RelayUse {
        if alwaysRelay { return .always }
        return iceServers.hasRelay ? .offered : .none
    }

    /// Does this address, as `Duet-Client-Address` tells it, speak for others, or is it the machine itself?
    package func isProxy(_ address: String) -> Bool {
        IPAddress(address).map { $0.isLoopback || clientAddress.isProxy($0) } ?? false
    }

    /// Where requests come from.
    var clientAddress: ClientAddress {
        ClientAddress(
            trustedProxies: trustedProxies + (publicURL == nil ? [] : IPNetwork.loopback),
            isBehindSocket: socketPath != nil)
    }

    /// How many connections there may be. The database and the log need some of the open files, too, each event loop
    /// three, and connections that are accepted faster than they can be turned away.
    var connections: ConnectionGate.Limits {
        let kept = max(64 + 4 * System.coreCount, openFiles / 8)
        return ConnectionGate.Limits(
            total: max(openFiles - kept, 1), perNetwork: Self.connectionsPerNetwork)
    }

    /// A browser opens six, and many people may share one address.
    private static let connectionsPerNetwork = 512

    /// Where it is reached from this machine, unless it listens on a Unix socket.
    /// - Parameter port: The one that it has got; that of the settings may be 0.
    package func localAddress(port: Int) -> LocalAddress {
        LocalAddress(host: host, port: port, isSecure: tls != nil)
    }

    /// Does this host mean the machine itself? An address must be one, digit for digit: anybody can own a
    /// name that begins like one (`127.evil.example`).
    static func isLoopback(_ host: String) -> Bool {
        host.lowercased() == "localhost" || IPAddress(host.withoutBrackets)?.isLoopback == true
    }
}
