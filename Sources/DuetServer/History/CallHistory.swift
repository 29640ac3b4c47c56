import CallCore
import Storage

/// Reads what is over, for people and for whoever looks for a fault.
package protocol CallHistory: Sendable {
    /// A person's ended calls, newest first.
    /// - Parameters:
    ///   - before: Only calls that began earlier; nil for the newest.
    ///   - limit: At least 1. At most this many, and those besides that began in the same millisecond as
    ///     the last of them: whoever goes on from there with `before` misses none.
    func calls(of user: UserID, before: Timestamp?, limit: Int) async throws -> [HistoryEntry]

    /// The person's call with this id or alias, also one that has not ended; nil when it is none of theirs.
    func call(_ id: CallID, of user: UserID) async throws -> HistoryEntry?

    /// Everything that was noted about a call, oldest first.
    func timeline(of id: CallID) async throws -> [TimelineEntry]
}

extension SQLiteCallHistory: CallHistory {}
