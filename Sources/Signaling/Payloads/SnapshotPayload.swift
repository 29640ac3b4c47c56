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

extension SnapshotPayload: JSONObjectWritable {
    func writeMembers(to json: inout JSONWriter) {
        json.member("call_id", snapshot.call)
        json.member("alias", snapshot.alias)
        json.member("state", snapshot.state.rawValue)
        json.member("role", snapshot.role.rawValue)
        json.member("peer", peer)
        json.member("this_device", snapshot.thisDevice)
        json.member("peer_signaling", snapshot.peerSignaling)
        json.member("reach", snapshot.reach?.rawValue)
        json.member("expires_at", snapshot.expiresAt)
        json.member("answered_at", snapshot.answeredAt)
    }
}
