/// What ``CallRegistry`` decided about one input, and what it takes to put it back.
package struct CallDecision: Hashable, Sendable {
    /// What must happen to the changed call before anybody hears of the change.
    package enum Saving: Hashable, Sendable {
        /// Nothing: no call changed, or only who of its people is connected, which is found anew after a start.
        case none
        /// It must be saved. Where it cannot, the change is put back.
        case required
        /// A call that there was has ended, or its ringing starts anew because a device has come. It should be saved
        /// first, but takes effect also where it cannot: a full disk may keep calls from starting, never from ending,
        /// and nobody from connecting.
        case wanted
    }

    /// The call before; nil when there was none.
    package var before: Call?
    /// The call that was decided about, as it is now; nil when there is none.
    package var after: Call?
    /// A line for the call's timeline; nil when nothing happened that belongs there.
    package let entry: TimelineEntry?
    /// What devices are to hear, in this order.
    package var deliveries: [CallDelivery]
    /// Who was connected before, where that changed.
    let connection: ConnectionChange?

    struct ConnectionChange: Hashable, Sendable {
        let endpoint: Endpoint
        let wasConnected: Bool
        /// Other calls whose absence began or ceased to count, as they were.
        let absences: [Call]
    }

    /// Is the request passed on to the other side?
    package var isRelayed: Bool {
        deliveries.contains { if case .relay = $0 { true } else { false } }
    }

    /// What must be saved, and how badly.
    package var saving: Saving {
        guard let after, after != before else { return .none }
        if after.isEnded, before != nil { return .wanted }
        if case .ringing = before?.state, case .ringing = after.state,
            after.withoutConnections != before?.withoutConnections
        {
            return .wanted
        }
        return before?.withoutConnections == after.withoutConnections ? .none : .required
    }
}

extension Call {
    /// What of it outlives the process: all but who is connected.
    package var withoutConnections: Call {
        var call = self
        switch state {
        case .ringing(let ringing):
            call.state = .ringing(Ringing(expiresAt: ringing.expiresAt, callerConnected: false))
        case .inCall(let inCall):
            call.state = .inCall(
                InCall(
                    answeredAt: inCall.answeredAt, calleeDevice: inCall.calleeDevice,
                    signaling: .neither(abandonedAt: nil)))
        case .ended: break
        }
        return call
    }
}
