import CallCore

/// The timers on the wire, in milliseconds.
package struct TimersPayload: Hashable, Sendable {
    let timers: CallTimers

    /// The timers in force.
    package init(_ timers: CallTimers) {
        self.timers = timers
    }
}

extension TimersPayload: WireShape, JSONObjectWritable {
    package static let shapeName = "Timers"
    package static let fields = [
        WireField("ring", "number"),
        WireField("minimum_ring", "number"),
        WireField("abandon", "number"),
        WireField("connect", "number"),
        WireField("connect_in_all", "number"),
        WireField("media_lost", "number"),
        WireField("media_lost_peer_gone", "number"),
        WireField("disconnected_grace", "number"),
        WireField("heartbeat", "number"),
        WireField("heartbeat_dead", "number"),
        WireField("heartbeat_dead_hidden", "number"),
        WireField("reconnect", "readonly number[]"),
    ]

    func writeMembers(to json: inout JSONWriter) {
        json.member("ring", timers.ring.milliseconds)
        json.member("minimum_ring", timers.minimumRing.milliseconds)
        json.member("abandon", timers.abandon.milliseconds)
        json.member("connect", timers.connect.milliseconds)
        json.member("connect_in_all", timers.connectInAll.milliseconds)
        json.member("media_lost", timers.mediaLost.milliseconds)
        json.member("media_lost_peer_gone", timers.mediaLostPeerGone.milliseconds)
        json.member("disconnected_grace", timers.disconnectedGrace.milliseconds)
        json.member("heartbeat", timers.heartbeat.milliseconds)
        json.member("heartbeat_dead", timers.heartbeatDead.milliseconds)
        json.member("heartbeat_dead_hidden", timers.heartbeatDeadHidden.milliseconds)
        json.member("reconnect", timers.reconnect.map(\.milliseconds))
    }
}
