import CallCore
import Signaling

/// Reaches people at devices whose page is closed. Never waits for a network.
package protocol CalleeNotifier: Sendable {
    /// Has this person a device that is to be notified of calls? Blocks briefly, as the store does.
    /// - Throws: What the store throws.
    func reaches(_ user: UserID) throws -> Bool
    /// Notifies a callee's devices. What has become of a notice that a call rings is told to the ``CallThread`` as
    /// ``ServiceInput/notified(_:isTaken:)``, in any case.
    func notify(_ notice: CallNotice)
}

/// What a callee is to be notified of.
package struct CallNotice: Hashable, Sendable {
    /// What has become of a call.
    package enum Kind: Hashable, Sendable {
        /// It rings, until then.
        case rings(until: Timestamp)
        /// It was answered, at another device.
        case answered
        /// It is over.
        case over(EndReason, isMissed: Bool)
    }

    /// The call.
    package let call: CallID
    /// Who calls.
    package let caller: Person
    /// Who is to be notified.
    package let callee: UserID
    /// Of what.
    package let kind: Kind
    /// The callee's sessions that hear it by their socket, and need no notice.
    package let reached: Set<String>

    /// A notice.
    package init(call: CallID, caller: Person, callee: UserID, kind: Kind, reached: Set<String>) {
        self.call = call
        self.caller = caller
        self.callee = callee
        self.kind = kind
        self.reached = reached
    }
}

extension CallNotice.Kind {
    /// nil when the callee need not be notified of what was decided.
    init?(_ decision: CallDecision) {
        switch (decision.before?.state, decision.after?.state) {
        case (nil, .ringing(let ringing)):
            guard ringing.notice == .underWay else { return nil }
            self = .rings(until: ringing.expiresAt)
        case (.ringing, .inCall): self = .answered
        case (.ringing, .ended(let ended)):
            self = .over(ended.reason, isMissed: ended.by != decision.after?.callee)
        case (nil, .inCall), (nil, .ended), (nil, nil), (.ringing, .ringing), (.ringing, nil), (.inCall, _),
            (.ended, _):
            return nil
        }
    }
}
