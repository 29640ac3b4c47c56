/// Somebody asks for a call: the one decision that looks at both people at once.
package struct Initiation: Hashable, Sendable {
    /// The id that the caller chose.
    package let id: CallID
    /// Who asks.
    package let caller: Endpoint
    /// Whom they want to talk to.
    package let callee: UserID

    /// A wish to talk.
    package init(id: CallID, caller: Endpoint, callee: UserID) {
        self.id = id
        self.caller = caller
        self.callee = callee
    }

    /// What is known about the two at the moment of the decision.
    package struct Situation: Hashable, Sendable {
        /// The call with the asked id (or alias), if it was heard of before.
        package var sameID: Call?
        /// The call that the caller is in, on any device.
        package var ofCaller: Call?
        /// The call that the callee is in, on any device.
        package var ofCallee: Call?
        /// Has the callee blocked the caller?
        package var isBlocked: Bool
        /// Has the callee a device with a socket?
        package var isCalleeConnected: Bool
        /// Are the callee's closed devices notified?
        package var isCalleeNotified: Bool

        /// What is known about the two.
        package init(
            sameID: Call?, ofCaller: Call?, ofCallee: Call?, isBlocked: Bool = false,
            isCalleeConnected: Bool = true,
            isCalleeNotified: Bool = false
        ) {
            self.sameID = sameID
            self.ofCaller = ofCaller
            self.ofCallee = ofCallee
            self.isBlocked = isBlocked
            self.isCalleeConnected = isCalleeConnected
            self.isCalleeNotified = isCalleeNotified
        }
    }

    /// What was decided.
    package struct Decision: Hashable, Sendable {
        /// The call that the effects are about, new, changed or as it was; nil when there is none.
        package var call: Call?
        /// Orders, to be performed after saving.
        package var effects: [CallEffect]

        static func refuse(_ refusal: CallRefusal, about call: Call? = nil) -> Decision {
            Decision(call: call, effects: [.refuse(refusal)])
        }
    }

    /// Decides: a new call, a repeated one, glare (both call each other), blocked, busy, or a refusal.
    package func decide(_ situation: Situation, at now: Timestamp, timers: CallTimers) -> Decision {
        guard callee != caller.user else { return .refuse(.selfCall, about: situation.ofCaller) }
        if let known = situation.sameID {
            let isForSomebodyElse =
                known.involves(caller.user) && known.peer(of: caller.user) != callee
            if isForSomebodyElse { return .refuse(.wrongRecipient, about: known) }
            return forward(.initiateReceived(from: caller), to: known, at: now, timers: timers)
        }
        if let current = situation.ofCaller {
            return decide(whileIn: current, at: now, timers: timers)
        }
        // Also whether the callee talks to somebody is nothing that a blocked person finds out.
        if situation.isBlocked { return turnAway(.declined, from: .person(callee), at: now) }
        if situation.ofCallee != nil { return turnAway(.busy, from: .server, at: now) }
        let expiresAt = now.advanced(by: timers.ring)
        let ringing = Call.Ringing(
            expiresAt: expiresAt, callerConnected: true, hasRung: situation.isCalleeConnected,
            notice: situation.isCalleeNotified ? .underWay : .none)
        return Decision(
            call: Call(id: id, caller: caller, callee: callee, startedAt: now, state: .ringing(ringing)),
            effects: [
                .send(
                    .incoming(caller: caller.user, expiresAt: expiresAt), from: .server,
                    to: .everyDevice(of: callee)),
                .updateSnapshots,
            ])
    }

    /// A call that is over as soon as it is placed. Nobody ended it, as the callee has never heard of it.
    private func turnAway(_ reason: EndReason, from sender: SignalSender, at now: Timestamp) -> Decision {
        let ended = Call.Ended(reason: reason, by: nil, at: now, answeredAt: nil)
        return Decision(
            call: Call(id: id, caller: caller, callee: callee, startedAt: now, state: .ended(ended)),
            effects: [.send(.reject(reason), from: sender, to: .device(caller))])
    }

    /// The caller is in a call already. If it is the callee's own call that rings here, wanting to call
    /// them is accepting it (glare); everything else is refused.
    private func decide(whileIn current: Call, at now: Timestamp, timers: CallTimers) -> Decision {
        guard case .ringing = current.state, current.caller.user == callee, current.callee == caller.user
        else { return .refuse(.alreadyInCall, about: current) }
        var decision = forward(.acceptReceived(from: caller), to: current, at: now, timers: timers)
        decision.call?.alias = id
        return decision
    }

    private func forward(
        _ event: CallEvent, to call: Call, at now: Timestamp, timers: CallTimers
    ) -> Decision {
        var after = call
        let effects = after.handle(event, at: now, timers: timers)
        return Decision(call: after, effects: effects)
    }
}
