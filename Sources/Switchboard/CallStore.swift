import CallCore

/// Where calls are kept. Calls survive the process, so what a person has been told is still true
/// after `kill -9`.
///
/// The functions block: the Switchboard calls them on a thread of its own. Each is one transaction;
/// `begin` is atomic over both people, so nobody is ever in two calls, and `update` over one call.
package protocol CallStore: Sendable {
    /// Looks at both people at once, lets `decide` decide, and saves the call of the decision and the
    /// entry of its timeline.
    func begin(
        _ initiation: Initiation, entry: TimelineEntry, decide: (Initiation.Situation) -> Initiation.Decision
    ) throws -> Initiation.Decision

    /// Changes a call and, with an entry, its timeline.
    /// - Returns: What `change` returned, with the call after it; nil when there is no such call.
    func update(
        _ id: CallID, entry: TimelineEntry?, change: (inout Call) -> [CallEffect]
    ) throws -> (call: Call, effects: [CallEffect])?

    /// The call with this id or alias.
    func call(_ id: CallID) throws -> Call?

    /// The call that a person is in, on any device.
    func current(of user: UserID) throws -> Call?

    /// Every call that is not over, as found after a start.
    func unended() throws -> [Call]
}
