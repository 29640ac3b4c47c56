import CallCore

/// The timers on the wire, in milliseconds.
package struct TimersPayload: Hashable, Sendable {
    let timers: CallTimers

    /// The timers in force.
    package init(_ timers: CallTimers) {
        self.timers = timers
    }
}

extension TimersPayload: Encodable, WireShape {
    package static let shapeName = "Timers"
    package static let fields =
        CodingKeys.allCases.map { WireField($0.rawValue, $0 == .reconnect ? "readonly number[]" : "number") }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case ring
        case minimumRing = "minimum_ring"
        case abandon
        case connect
        case connectInAll = "connect_in_all"
        case mediaLost = "media_lost"
        case mediaLostPeerGone = "media_lost_peer_gone"
        case disconnectedGrace = "disconnected_grace"
        case heartbeat
        case heartbeatDead = "heartbeat_dead"
        case heartbeatDeadHidden = "heartbeat_dead_hidden"
        case reconnect
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(timers.ring.milliseconds, forKey: .ring)
        try container.encode(timers.minimumRing.milliseconds, forKey: .minimumRing)
        try container.encode(timers.abandon.milliseconds, forKey: .abandon)
        try container.encode(timers.connect.milliseconds, forKey: .connect)
        try container.encode(timers.connectInAll.milliseconds, forKey: .connectInAll)
        try container.encode(timers.mediaLost.milliseconds, forKey: .mediaLost)
        try container.encode(timers.mediaLostPeerGone.milliseconds, forKey: .mediaLostPeerGone)
        try container.encode(timers.disconnectedGrace.milliseconds, forKey: .disconnectedGrace)
        try container.encode(timers.heartbeat.milliseconds, forKey: .heartbeat)
        try container.encode(timers.heartbeatDead.milliseconds, forKey: .heartbeatDead)
        try container.encode(timers.heartbeatDeadHidden.milliseconds, forKey: .heartbeatDeadHidden)
        try container.encode(timers.reconnect.map(\.milliseconds), forKey: .reconnect)
    }
}
