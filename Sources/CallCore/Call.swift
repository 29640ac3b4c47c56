/// A call as the server knows it.
///
/// ```
///                 accept, glare                  end
///   ringing ────────────────────▶ in-call ───────────────▶ ended(reason)
///      │                          both devices gone for long   ▲
///      └───────── reject, end, ring deadline ──────────────────┘
/// ```
///
/// A call is a value. It owns no clock, lock, logger, socket or task: `handle(_:at:timers:)` takes a
/// fact and the time and gives back orders. The rules stand in `docs/protocol.md`, the table in
/// `docs/states.md`.
package struct Call: Hashable, Sendable {
    /// Its name, chosen by the caller.
    package let id: CallID
    /// Who calls, and at which device. The call is bound to that device on the caller's side, until they continue it at
    /// another one.
    package internal(set) var caller: Endpoint
    /// Who is called.
    package let callee: UserID
    /// When the server first heard of it.
    package let startedAt: Timestamp
    /// The id that the callee had chosen for a call of their own to the caller, when both called each
    /// other: both ids name this one call from then on.
    package internal(set) var alias: CallID?
    /// Where it stands.
    package internal(set) var state: State

    /// Where a call stands. Each state holds what has a meaning in it and nothing else.
    package enum State: Hashable, Sendable {
        /// In: `call:initiate`. Out: accept (also by glare), reject, end, ring deadline.
        case ringing(Ringing)
        /// In: accept. Out: end, both devices gone for too long.
        case inCall(InCall)
        /// In: any ending. Final.
        case ended(Ended)
    }

    /// The callee's devices ring.
    package struct Ringing: Hashable, Sendable {
        /// When it ends as `no_answer`.
        package var expiresAt: Timestamp
        /// Is the caller's device connected?
        package var callerConnected: Bool
        /// Has any device of the callee begun to ring?
        package var hasRung: Bool
        /// What has become of the notice to devices whose page is closed.
        package var notice: Notice

        /// A notice by way of push services.
        package enum Notice: Hashable, Sendable {
            /// None was sent, or no push service took it.
            case none
            /// It was sent.
            case underWay
            /// A push service has taken it.
            case taken
        }

        /// A call that rings.
        package init(
            expiresAt: Timestamp, callerConnected: Bool, hasRung: Bool = true, notice: Notice = .none
        ) {
            self.expiresAt = expiresAt
            self.callerConnected = callerConnected
            self.hasRung = hasRung
            self.notice = notice
        }

        /// Does its time start anew with the first device that rings, because until then it was only notified?
        var startsAnew: Bool { !hasRung && notice != .none }
    }

    /// The two talk, or are about to.
    package struct InCall: Hashable, Sendable {
        /// When it was accepted.
        package var answeredAt: Timestamp
        /// The device that accepted, or at which the callee has continued the call since. The call is bound to it on the
        /// callee's side.
        package var calleeDevice: DeviceID
        /// Which of the two devices have their socket up.
        package var signaling: Signaling

        /// A call in progress.
        package init(answeredAt: Timestamp, calleeDevice: DeviceID, signaling: Signaling) {
            self.answeredAt = answeredAt
            self.calleeDevice = calleeDevice
            self.signaling = signaling
        }
    }

    /// Which of the two devices have their socket up. Says nothing about the audio.
    package enum Signaling: Hashable, Sendable {
        /// Both.
        case both
        /// Only the caller's.
        case callerOnly
        /// Only the callee's.
        case calleeOnly
        /// Neither; the call ends at this moment unless one comes back. It has none until somebody, whoever it is,
        /// connects after the two were gone: before that it may be the server that nobody can reach.
        case neither(abandonedAt: Timestamp?)
    }

    /// It is over.
    package struct Ended: Hashable, Sendable {
        /// Why.
        package var reason: EndReason
        /// Who ended it; nil when the server did.
        package var by: UserID?
        /// When.
        package var at: Timestamp
        /// When it had been accepted; nil when it never was.
        package var answeredAt: Timestamp?

        /// A call that is over.
        package init(reason: EndReason, by: UserID?, at: Timestamp, answeredAt: Timestamp?) {
            self.reason = reason
            self.by = by
            self.at = at
            self.answeredAt = answeredAt
        }
    }

    /// A call in a given state, as a store reads it back.
    package init(
        id: CallID, caller: Endpoint, callee: UserID, startedAt: Timestamp, alias: CallID? = nil, state: State
    ) {
        self.id = id
        self.caller = caller
        self.callee = callee
        self.startedAt = startedAt
        self.alias = alias
        self.state = state
    }

    /// Is it over?
    package var isEnded: Bool {
        switch state {
        case .ringing, .inCall: false
        case .ended: true
        }
    }

    /// The timer that runs in this state, if any. Each state has at most one.
    package var deadline: Deadline? {
        switch state {
        case .ringing(let ringing):
            Deadline(call: id, kind: .ring, at: ringing.expiresAt)
        case .inCall(let inCall):
            switch inCall.signaling {
            case .both, .callerOnly, .calleeOnly: nil
            case .neither(let abandonedAt):
                abandonedAt.map { Deadline(call: id, kind: .abandonment, at: $0) }
            }
        case .ended:
            nil
        }
    }

    /// Does it ring with so little time left that a device of this person must not start to ring any more?
    /// A person could hardly answer, and a device that rings already goes on.
    package func isTooLateToRing(at user: UserID, now: Timestamp, timers: CallTimers) -> Bool {
        guard case .ringing(let ringing) = state, user == callee, !ringing.startsAnew else { return false }
        return now.duration(to: ringing.expiresAt) < timers.minimumRing
    }

    /// The device on which a person has this call: nil while it rings at theirs, and once it is over.
    package func device(of user: UserID) -> Endpoint? {
        switch state {
        case .ringing: user == caller.user ? caller : nil
        case .inCall(let inCall):
            user == caller.user ? caller : Endpoint(user: callee, device: inCall.calleeDevice)
        case .ended: nil
        }
    }

    /// Is this person one of the two?
    package func involves(_ user: UserID) -> Bool {
        user == caller.user || user == callee
    }

    /// The other of the two people.
    package func peer(of user: UserID) -> UserID {
        user == caller.user ? callee : caller.user
    }
}
