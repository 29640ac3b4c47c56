import DuetServer
import IceServers
import Networks
import Relay
import TLSFiles

/// Where the relay comes from.
enum RelayChoice: String, CaseIterable {
    /// There is none.
    case absent = "none"
    /// Somebody else runs it.
    case external
    /// Duet runs it.
    case managed
}

extension SettingsReader {
    /// The relay that Duet is to run, checked; nil when it is not to run one.
    func managedRelay(publicURL: PublicURL?) throws -> RelaySettings? {
        guard try relayChoice() == .managed else {
            try demandAbsence(of: SettingsKey.ofManagedRelay, because: "relay is not managed")
            return nil
        }
        guard texts(.ice).isEmpty else {
            throw CommandFailure.configuration(
                "relay is managed, so browsers are told Duet's own relay, which is a STUN server, too. Leave out ice."
            )
        }
        let relay = try relaySettings(publicURL: publicURL)
        guard
            try ServerSettings.socketPath(of: host()) != nil
                || ![relay.port, relay.tls?.port].contains(port())
        else {
            throw CommandFailure.configuration(
                "port and a port of the relay are the same, on one machine. Choose another port for one of the two."
            )
        }
        return relay
    }

    /// How a relay is to be, whoever runs it, checked.
    func relaySettings(publicURL: PublicURL?) throws -> RelaySettings {
        guard let host = try text(.relayHost) ?? publicURL?.host else {
            throw CommandFailure.configuration(
                "It is not known how browsers reach the relay. Set public-url, or relay-host to its name or address."
            )
        }
        var relay = RelaySettings(host: host)
        if let port = try number(.relayPort, in: 1...65_535) { relay.port = port }
        relay.tls = try relayTLS()
        relay.address = try text(.relayAddress)
        relay.publicAddress = try text(.relayPublicAddress)
        if let ports = try relayedPorts() { relay.ports = ports }
        relay.reachesPrivateNetworks = try flag(.relayLAN)
        _ = try relay.urls()
        try demandSense(relay)
        return relay
    }

    /// The secret that Duet shares with a relay that it runs: the one that was given, or else the one that was made at
    /// an earlier start; nil when there is neither.
    func relaySecret(in folder: RelayFolder) throws -> String? {
        try text(.turnSecret) ?? folder.secret()
    }

    /// The servers of a relay that Duet runs.
    func iceServers(of relay: RelaySettings, secret: String) throws -> IceServerList {
        try IceServerList(urls: relay.urls(), turnSecret: secret, lifetime: turnLifetime())
    }

    /// STUN and TURN servers that others run, checked. Where none is named, people who come from elsewhere are given
    /// public STUN servers.
    func iceServers(areOthersReached: Bool) throws -> IceServerList {
        let urls = try iceURLs(areOthersReached: areOthersReached)
        let hasRelay = urls.contains { $0.scheme.isRelay }
        switch try relayChoice() {
        case .absent where hasRelay:
            throw CommandFailure.configuration("relay is none, but ice names one. Leave out one of the two.")
        case .external where !hasRelay:
            throw CommandFailure.configuration(
                "relay is external, but ice names none. Name it with --ice turn:relay.example.org:3478?transport=udp."
            )
        case nil, .absent, .external, .managed: break
        }
        return try IceServerList(urls: urls, turnSecret: try text(.turnSecret), lifetime: turnLifetime())
    }

    /// In seconds.
    private func turnLifetime() throws -> Int {
        try number(.turnMinutes, in: 5...1_440).map { $0 * 60 } ?? IceServerList.usualLifetime
    }

    private func iceURLs(areOthersReached: Bool) throws -> [IceServerURL] {
        let texts = texts(.ice)
        switch texts {
        case []: return areOthersReached ? IceServerList.publicSTUN : []
        case ["none"]: return []
        default:
            guard !texts.contains("none") else {
                throw CommandFailure.configuration("ice is either none or servers, not both.")
            }
            return try texts.map { try IceServerURL($0) }
        }
    }

    private func demandSense(_ relay: RelaySettings) throws {
        if let tls = relay.tls, tls.port == relay.port {
            throw CommandFailure.configuration("relay-port and relay-tls-port must be two.")
        }
        // TCP ports are no trouble: what is relayed is UDP.
        guard !relay.ports.contains(relay.port) else {
            throw CommandFailure.configuration(
                "Port \(relay.port), relay-port, is among relay-ports. Choose others for those.")
        }
        for (key, address) in [
            (SettingsKey.relayAddress, relay.address), (.relayPublicAddress, relay.publicAddress),
        ]
        where address?.isIPv4Address == false {
            throw CommandFailure.configuration(
                "\(key.rawValue) must be an IPv4 address, not \"\(address ?? "")\".")
        }
    }

    private func demandAbsence(of keys: [SettingsKey], because reason: String) throws {
        for key in keys where isSet(key) {
            throw CommandFailure.configuration("\(key.rawValue) does nothing, for \(reason). Leave it out.")
        }
    }

    private func relayChoice() throws -> RelayChoice? { try choice(.relay, of: RelayChoice.self) }

    private func relayTLS() throws -> RelaySettings.TLS? {
        let port = try number(.relayTLSPort, in: 1...65_535) ?? IceServerURL.Scheme.turns.usualPort
        let files = try files(
            .relayCertificate, .relayKey,
            orElse: "relay-certificate and relay-key go together: set both, or none.")
        // One name, one certificate.
        guard let files = try files ?? tls() else {
            try demandAbsence(of: [.relayTLSPort], because: "there is no certificate for it")
            return nil
        }
        return RelaySettings.TLS(port: port, files: files)
    }

    private func relayedPorts() throws -> ClosedRange<Int>? {
        guard let text = try text(.relayPorts) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map {
            $0.isDigits ? UInt16($0) : nil
        }
        guard parts.count == 2, let first = parts[0], let last = parts[1], first >= 1024, last >= first else {
            throw CommandFailure.configuration(
                "relay-ports must be the first and the last of some ports above 1023, like 49152-65535, not \"\(text)\"."
            )
        }
        return Int(first)...Int(last)
    }
}

extension SettingsKey {
    /// What is said of a relay that Duet runs, or configures for somebody else.
    fileprivate static let ofManagedRelay: [SettingsKey] = [
        .relayHost, .relayPort, .relayTLSPort, .relayCertificate, .relayKey, .relayAddress,
        .relayPublicAddress,
        .relayPorts, .relayLAN,
    ]
}
