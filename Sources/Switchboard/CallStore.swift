import CallCore

/// Where calls are kept. Calls survive the process, so what a person has been told is still true
/// after `kill -9`.
///
/// The functions block: the Switchboard calls them on a thread of its own. Each is one transaction;
/// `begin` is atomic over both people, so nobody is ever in two calls, and `update` over one call.
package protocol CallStore: Sendable {
    /// Looks at both people at once, lets `decide` decide, and saves the call of the decision and the
    /// entry of its timeline if the decision changes anything.
    func begin(
        _ initiation: Initiation, entry: TimelineEntry, decide: (Initiation.Situation) -> Initiation.Decision
    ) throws -> Initiation.Decision

    /// Changes the call with this id or alias.
    /// - Returns: The call afterwards and what `change` ordered; nil when there is no such call.
    func update(_ id: CallID, change: (inout Call) -> CallChange) throws -> (call: Call, change: CallChange)?

    /// The call with this id or alias.
    func call(_ id: CallID) throws -> Call?

    /// The call that a person is in, on any device.
    func current(of user: UserID) throws -> Call?

    /// Every call that is not over, as found after a start.
    func unended() throws -> [Call]
}

/// What a change of a call brings about besides the changed call.
package struct CallChange: Hashable, Sendable {
    /// Orders, to be performed after saving.
    package let effects: [CallEffect]
    /// A line for the call's timeline; nil when nothing happened that belongs there.
    package let entry: TimelineEntry?
    /// Did this change end the call?
    package let hasEnded: Bool

    /// Lets the call's machine decide. What is refused, and what comes after the end, has not happened:
    /// it gets no line.
    package init(
        _ call: inout Call, _ event: CallEvent, at now: Timestamp, timers: CallTimers, entry: TimelineEntry?
    ) {
        let wasEnded = call.isEnded
        effects = call.handle(event, at: now, timers: timers)
        let isRefused = effects.contains { if case .refuse = $0 { true } else { false } }
        self.entry = wasEnded || isRefused ? nil : entry
        hasEnded = call.isEnded && !wasEnded
    }

    /// A change that only refuses.
    package init(refusing refusal: CallRefusal) {
        effects = [.refuse(refusal)]
        entry = nil
        hasEnded = false
    }
}
