/// A timer of a call, as a value: it follows from the call's state, and is handed back as an event when it passes.
///
/// The moment is part of the identity, so a timer that was cancelled or set anew and fires all the
/// same is recognised as stale.
package struct Deadline: Hashable, Sendable {
    /// What the timer is for. A call's state has at most one.
    package enum Kind: String, CaseIterable, Sendable {
        /// The callee must answer.
        case ring
        /// One of two lost devices must come back.
        case abandonment
    }

    /// The call it belongs to.
    package let call: CallID
    /// What passes.
    package let kind: Kind
    /// When it passes.
    package let at: Timestamp

    /// A timer of a call.
    package init(call: CallID, kind: Kind, at: Timestamp) {
        self.call = call
        self.kind = kind
        self.at = at
    }
}

extension Deadline: Comparable {
    /// The earlier one first.
    package static func < (left: Deadline, right: Deadline) -> Bool {
        left.at == right.at ? left.call < right.call : left.at < right.at
    }
}
