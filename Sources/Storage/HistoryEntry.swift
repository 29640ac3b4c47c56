import CallCore
import Signaling

/// A call as one of its two people looks back at it.
package struct HistoryEntry: Hashable, Sendable {
    /// Who called whom.
    package enum Direction: String, Sendable {
        /// The person who looks back has called.
        case outgoing
        /// The person who looks back was called.
        case incoming
    }

    /// How and when it was over.
    package struct Ending: Hashable, Sendable {
        /// Why.
        package let reason: EndReason
        /// When.
        package let at: Timestamp

        /// How and when a call was over.
        package init(reason: EndReason, at: Timestamp) {
            self.reason = reason
            self.at = at
        }
    }

    /// Its name.
    package let call: CallID
    /// Who called whom.
    package let direction: Direction
    /// The other one.
    package let peer: Person
    /// When the server first heard of it.
    package let startedAt: Timestamp
    /// When it was accepted; nil when it never was.
    package let answeredAt: Timestamp?
    /// How it ended; nil while it has not.
    package let ending: Ending?

    /// A call as one of its two people looks back at it.
    package init(
        call: CallID, direction: Direction, peer: Person, startedAt: Timestamp, answeredAt: Timestamp?,
        ending: Ending?
    ) {
        self.call = call
        self.direction = direction
        self.peer = peer
        self.startedAt = startedAt
        self.answeredAt = answeredAt
        self.ending = ending
    }
}
