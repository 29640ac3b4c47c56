import CallCore

/// A snapshot on the wire: `CallSnapshot` with the other person's name.
package struct SnapshotPayload: Hashable, Sendable {
    let snapshot: CallSnapshot
    let peer: Person

    /// A snapshot; `peer` is the person that it names.
    package init(_ snapshot: CallSnapshot, peer: Person) {
        self.snapshot = snapshot
        self.peer = peer
    }
}

extension SnapshotPayload: Encodable, WireShape {
    package static let shapeName = "Snapshot"
    package static let fields = [
        WireField("call_id", "string"), WireField("alias", "string | null"), WireField("state", "CallState"),
        WireField("role", "CallRole"),
        WireField("peer", "Person"), WireField("this_device", "boolean"),
        WireField("peer_signaling", "boolean"), WireField("expires_at", "string | null"),
        WireField("answered_at", "string | null"),
    ]

    private enum CodingKeys: String, CodingKey {
        case call = "call_id"
        case alias, state, role, peer
        case thisDevice = "this_device"
        case peerSignaling = "peer_signaling"
        case expiresAt = "expires_at"
        case answeredAt = "answered_at"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(snapshot.call.description, forKey: .call)
        try container.encode(snapshot.alias?.description, forKey: .alias)
        try container.encode(snapshot.state.rawValue, forKey: .state)
        try container.encode(snapshot.role.rawValue, forKey: .role)
        try container.encode(peer, forKey: .peer)
        try container.encode(snapshot.thisDevice, forKey: .thisDevice)
        try container.encode(snapshot.peerSignaling, forKey: .peerSignaling)
        try container.encode(snapshot.expiresAt?.wireText, forKey: .expiresAt)
        try container.encode(snapshot.answeredAt?.wireText, forKey: .answeredAt)
    }
}
