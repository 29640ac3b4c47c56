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

    /// What somebody is called whose account is gone. In their own language people read it from their page.
    package static let nameOfRemoved = "Deleted account"
    /// What stands in the place of the name that they signed in with; others may have it, too.
    package static let usernameOfRemoved = "deleted"

    /// The other one of its two people.
    package enum Peer: Hashable, Sendable {
        case person(Person)
        /// Their account is gone.
        case removed(UserID)

        /// How others see them.
        package var person: Person {
            switch self {
            case .person(let person): person
            case .removed(let user): Person(id: user, username: usernameOfRemoved, name: nameOfRemoved)
            }
        }

        /// Is their account gone?
        package var isRemoved: Bool {
            switch self {
            case .person: false
            case .removed: true
            }
        }
    }

    /// Its name.
    package let call: CallID
    /// Who called whom.
    package let direction: Direction
    /// The other one.
    package let peer: Peer
    /// When the server first heard of it.
    package let startedAt: Timestamp
    /// When it was accepted; nil when it never was.
    package let answeredAt: Timestamp?
    /// How it ended; nil while it has not.
    package let ending: Ending?

    /// A call as one of its two people looks back at it.
    package init(
        call: CallID, direction: Direction, peer: Peer, startedAt: Timestamp, answeredAt: Timestamp?,
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
