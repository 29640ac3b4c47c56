import CallCore
import IceServers
import NIOCore
import RateLimits
import Relay
import WebSocketUpgrade

/// Everything about a server that its operator may choose, checked.
package struct ServerSettings: Sendable {
    /// The address to listen on.
    package var host: String
    /// The port to listen on; 0 takes a free one.
    package var port: Int
    /// Where people reach Duet, when that is not the address it listens on: behind a reverse proxy.
    package var publicURL: PublicURL?
    /// Reverse proxies on other machines that are believed in whom they speak for. Those on this one are, if there is a
    /// public address.
    package var trustedProxies: [IPNetwork] = []
    /// The folder of the bundled page.
    package var webFolder: String
    /// STUN and TURN.
    package var iceServers: IceServerList
    /// The relay that this server runs, and which is among them; nil for none.
    package var managedRelay: RelaySettings?
    /// Do all calls go over a relay only, so that nobody learns the other's address? Then there must be one.
    package var alwaysRelay = false
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
    package var isLoopbackOnly: Bool { Self.isLoopback(host) }

    /// May people come from other machines?
    package var isReachedFromElsewhere: Bool { publicURL != nil || !isLoopbackOnly }

    /// What a relay is for.
    var relayUse: RelayUse {
        if alwaysRelay { return .always }
        return iceServers.hasRelay ? .offered : .none
    }

    /// Where requests come from.
    var clientAddress: ClientAddress {
        ClientAddress(trustedProxies: trustedProxies + (publicURL == nil ? [] : IPNetwork.loopback))
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

    /// The URL of the address it listens on.
    var localURL: String { "http://\(ListenAddress(host: host, port: port))" }

    /// Does this host mean the machine itself? An address must be one, digit for digit: anybody can own a
    /// name that begins like one (`127.evil.example`).
    static func isLoopback(_ host: String) -> Bool {
        host.lowercased() == "localhost" || IPAddress(host.withoutBrackets)?.isLoopback == true
    }
}
