import CallCore

/// The timers on the wire, in milliseconds.
package struct TimersPayload: Hashable, Sendable {
    let timers: CallTimers

    /// The timers in force.
    package init(_ timers: CallTimers) {
        self.timers = timers
    }
}

extension TimersPayload: JSONObjectWritable {
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
