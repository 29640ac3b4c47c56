import CallCore

/// Whom a message from a device is for.
package enum Addressee: Hashable, Sendable {
    case server
    case person(UserID)
    /// The text in `to_user_id` can be nobody's id.
    case nobody
}
