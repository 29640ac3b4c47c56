/// What a device's browser has found of its own addresses in the search for a path, and what the STUN and TURN servers
/// have answered. It holds no address.
package struct Gathering: Hashable, Sendable {
    /// The codes that can be told: those of STUN (RFC 8489 section 14.8), and 701 for a server that gives no answer
    /// (W3C WebRTC, `RTCPeerConnectionIceErrorEvent`).
    package static let codes = 300...799

    /// Has the browser asked everywhere, and been answered or given up?
    package let isComplete: Bool
    /// May only a relay be used?
    package let isRelayOnly: Bool
    /// Which kinds of addresses it has found.
    package let found: Found
    /// The last fault of each kind of server; nil where there was none.
    package let faults: Faults

    /// Kinds of candidates (RFC 8445 section 5.1.1). Those of kind `prflx` are found by checks, and not gathered.
    package struct Found: Hashable, Sendable {
        package let host: Bool
        package let srflx: Bool
        package let relay: Bool

        package init(host: Bool, srflx: Bool, relay: Bool) {
            self.host = host
            self.srflx = srflx
            self.relay = relay
        }
    }

    /// Codes of faults, by the kind of server and the way to it.
    package struct Faults: Hashable, Sendable {
        package let stun: Int?
        package let turnUDP: Int?
        package let turnTCP: Int?
        package let turnTLS: Int?

        package init(stun: Int?, turnUDP: Int?, turnTCP: Int?, turnTLS: Int?) {
            self.stun = stun
            self.turnUDP = turnUDP
            self.turnTCP = turnTCP
            self.turnTLS = turnTLS
        }
    }

    package init(isComplete: Bool, isRelayOnly: Bool, found: Found, faults: Faults) {
        self.isComplete = isComplete
        self.isRelayOnly = isRelayOnly
        self.found = found
        self.faults = faults
    }
}

extension Gathering {
    /// As it stands in the call's timeline: `gathered=host,srflx turn/udp=701 turn/tcp=401`, and `gathering=` as long
    /// as it is not complete.
    var summary: String {
        let kinds = [("host", found.host), ("srflx", found.srflx), ("relay", found.relay)]
            .filter(\.1).map(\.0)
        let told = kinds.isEmpty ? "nothing" : kinds.joined(separator: ",")
        let codes: [(String, Int?)] = [
            ("stun", faults.stun), ("turn/udp", faults.turnUDP), ("turn/tcp", faults.turnTCP),
            ("turn/tls", faults.turnTLS),
        ]
        let parts = [isComplete ? "gathered=\(told)" : "gathering=\(told)"]
        return
            (parts + codes.compactMap { name, code in code.map { "\(name)=\($0)" } }
            + (isRelayOnly ? ["relay-only"] : [])).joined(separator: " ")
    }
}

extension Gathering {
    /// What ``summary`` has written, among the words of a line; nil when no search is among them. A word that is not known says
    /// nothing, nor does a code that can be none.
    package init?(summary words: [Substring]) {
        var kinds: (complete: Bool, found: [Substring])?
        var codes: [Substring: Int] = [:]
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            switch parts[0] {
            case "gathered": kinds = (true, parts[1].split(separator: ","))
            case "gathering": kinds = (false, parts[1].split(separator: ","))
            default: codes[parts[0]] = Int(parts[1]).flatMap { Self.codes.contains($0) ? $0 : nil }
            }
        }
        guard let kinds else { return nil }
        self.init(
            isComplete: kinds.complete, isRelayOnly: words.contains("relay-only"),
            found: Found(
                host: kinds.found.contains("host"), srflx: kinds.found.contains("srflx"),
                relay: kinds.found.contains("relay")),
            faults: Faults(
                stun: codes["stun"], turnUDP: codes["turn/udp"], turnTCP: codes["turn/tcp"],
                turnTLS: codes["turn/tls"]))
    }
}
