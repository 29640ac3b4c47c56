import CallCore

/// Reads what is over, for people and for whoever looks for a fault.
package protocol CallHistory: Sendable {
    /// A person's calls, newest first.
    /// - Parameters:
    ///   - before: Only calls that began earlier; nil for the newest.
    ///   - limit: At most this many.
    func calls(of user: UserID, before: Timestamp?, limit: Int) throws -> [Call]

    /// The call with this id or alias.
    func call(_ id: CallID) throws -> Call?

    /// Everything that was noted about a call, oldest first.
    func timeline(of id: CallID) throws -> [TimelineEntry]
}
