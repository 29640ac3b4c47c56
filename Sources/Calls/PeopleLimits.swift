import CallCore
import RateLimits

/// What each person may still do. It is kept when their last socket goes, or coming back would refill it.
struct PeopleLimits {
    private var messages = RateLimiter<UserID>(Limits.messages)
    private var offences = RateLimiter<UserID>(Limits.offences)

    /// Counts a message.
    /// - Returns: May there be one?
    mutating func takeMessage(of user: UserID, at now: Timestamp) -> Bool {
        messages.take(user, at: now)
    }

    /// Counts a refused message.
    /// - Returns: May there be more of them?
    mutating func forgiveOffence(of user: UserID, at now: Timestamp) -> Bool {
        offences.take(user, at: now)
    }
}
