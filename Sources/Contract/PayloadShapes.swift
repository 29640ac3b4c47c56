/// The fields of what payloads have in common. They are written and read in Signaling; a test encodes a sample of each
/// and compares, so that the two cannot drift apart.
enum PayloadShapes {
    static let person = WireShape(
        name: "Person",
        fields: [
            WireField("id", "string"), WireField("username", "string"), WireField("name", "string"),
        ])

    static let snapshot = WireShape(
        name: "Snapshot",
        fields: [
            WireField("call_id", "string"), WireField("alias", "string | null"),
            WireField("state", "CallState"),
            WireField("role", "CallRole"),
            WireField("peer", "Person"), WireField("this_device", "boolean"),
            WireField("peer_signaling", "boolean"), WireField("reach", "Reach | null"),
            WireField("expires_at", "string | null"),
            WireField("answered_at", "string | null"),
        ])

    static let timers = WireShape(
        name: "Timers",
        fields: [
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
        ])

    /// As the browsers write it (W3C WebRTC, `RTCIceCandidateInit`). It is passed on as it came, so only its shape is
    /// known.
    static let candidate = WireShape(
        name: "IceCandidate",
        fields: [
            WireField("candidate", "string"), WireField("sdpMid", "string | null"),
            WireField("sdpMLineIndex", "number | null"), WireField("usernameFragment", "string | null"),
        ])

    /// Codes are of STUN, and 701 for no answer; null where a kind of server has refused nothing.
    static let gathering = WireShape(
        name: "Gathering",
        fields: [
            WireField("complete", "boolean"), WireField("relay_only", "boolean"),
            WireField("host", "boolean"), WireField("srflx", "boolean"), WireField("relay", "boolean"),
            WireField("stun", "number | null"), WireField("turn_udp", "number | null"),
            WireField("turn_tcp", "number | null"), WireField("turn_tls", "number | null"),
        ])

    /// What the contract names.
    static let all = [person, snapshot, timers, candidate, gathering]
}
