/// What one device may know about the call it is in: the authoritative view that it follows.
package struct CallSnapshot: Hashable, Sendable {
    /// A device's own view of the state.
    package enum State: String, CaseIterable, Sendable {
        /// This person calls, and it rings at the other's.
        case calling
        /// This person's devices ring.
        case ringing
        /// Accepted.
        case inCall = "in-call"
    }

    /// Which side of the call this person is.
    package enum Role: String, CaseIterable, Sendable {
        /// Makes the offers.
        case caller
        /// Answers them.
        case callee
    }

    /// The call.
    package let call: CallID
    /// The other id that names it, when both people called each other.
    package let alias: CallID?
    /// Where it stands, as this person sees it.
    package let state: State
    /// Which side this person is.
    package let role: Role
    /// The other one.
    package let peer: UserID
    /// Is the call bound to this device?
    package let thisDevice: Bool
    /// Is the socket of the other side's bound device up? For a caller whose call rings: has any device of the callee
    /// a socket, so that it rings anywhere?
    package let peerSignaling: Bool
    /// When it stops ringing; nil once accepted.
    package let expiresAt: Timestamp?
    /// When it was accepted; nil while it rings.
    package let answeredAt: Timestamp?
}

extension Call {
    /// This device's view of the call; nil when it is over or the device's person has no part in it.
    /// - Parameter rings: Does it ring at any device, as long as it rings at all?
    package func snapshot(for endpoint: Endpoint, rings: Bool = false) -> CallSnapshot? {
        guard involves(endpoint.user) else { return nil }
        let role: CallSnapshot.Role = endpoint.user == caller.user ? .caller : .callee
        switch state {
        case .ringing(let ringing):
            return CallSnapshot(
                call: id, alias: alias, state: role == .caller ? .calling : .ringing, role: role,
                peer: peer(of: endpoint.user), thisDevice: endpoint == caller,
                peerSignaling: role == .callee ? ringing.callerConnected : rings,
                expiresAt: ringing.expiresAt, answeredAt: nil)
        case .inCall(let inCall):
            let up = inCall.signaling.isUp
            let bound = role == .caller ? caller.device : inCall.calleeDevice
            return CallSnapshot(
                call: id, alias: alias, state: .inCall, role: role, peer: peer(of: endpoint.user),
                thisDevice: endpoint.device == bound,
                peerSignaling: role == .caller ? up.callee : up.caller,
                expiresAt: nil, answeredAt: inCall.answeredAt)
        case .ended:
            return nil
        }
    }
}
