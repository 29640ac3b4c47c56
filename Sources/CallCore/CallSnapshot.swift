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

    /// How far a call has got to the callee.
    package enum Reach: String, CaseIterable, Sendable {
        /// A device of theirs rings.
        case ringing
        /// None does; their closed devices are being notified.
        case notifying
        /// None does; a push service has taken the notice for them.
        case notified
        /// None does, and none can be notified.
        case offline
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
    /// Is the socket of the other side's bound device up? For a caller whose call rings: does it ring anywhere?
    package let peerSignaling: Bool
    /// For a caller whose call rings; else nil.
    package let reach: Reach?
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
                reach: role == .callee ? nil : ringing.reach(rings: rings),
                expiresAt: ringing.expiresAt, answeredAt: nil)
        case .inCall(let inCall):
            let up = inCall.signaling.isUp
            let bound = role == .caller ? caller.device : inCall.calleeDevice
            return CallSnapshot(
                call: id, alias: alias, state: .inCall, role: role, peer: peer(of: endpoint.user),
                thisDevice: endpoint.device == bound,
                peerSignaling: role == .caller ? up.callee : up.caller, reach: nil,
                expiresAt: nil, answeredAt: inCall.answeredAt)
        case .ended:
            return nil
        }
    }
}

extension Call.Ringing {
    fileprivate func reach(rings: Bool) -> CallSnapshot.Reach {
        if rings { return .ringing }
        return switch notice {
        case .none: .offline
        case .underWay: .notifying
        case .taken: .notified
        }
    }
}
