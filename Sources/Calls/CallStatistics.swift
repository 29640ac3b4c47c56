import CallCore
import Signaling

/// What the call service counts, since the start.
package struct CallStatistics: Hashable, Sendable {
    /// Open sockets.
    package var connectedDevices = 0
    /// People with an open socket.
    package var onlinePeople = 0
    /// Understood messages by type.
    package var signals: [SignalType: Int] = [:]
    /// Refused messages by code.
    package var refusals: [SignalErrorCode: Int] = [:]
    /// Candidates that were dropped because there were too many.
    package var droppedCandidates = 0
    /// Ended calls by reason.
    package var endings: [EndReason: Int] = [:]
    /// Times that calls could not be saved.
    package var failedCommits = 0
    /// Can calls be saved, as far as is known?
    package var isStoreWritable = true
}
