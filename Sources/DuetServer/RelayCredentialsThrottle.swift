import CallCore
import RateLimits
import Synchronization

/// Stands in front of the relay's credentials: a member must not be able to hand out the relay to everybody.
final class RelayCredentialsThrottle: Sendable {
    private let taken = Mutex(RateLimiter<UserID>(Limits.relayCredentials))

    /// Counts the credentials that a person is given. Those that are refused cost nothing.
    /// - Throws: ``TooManyAttempts``.
    func take(_ person: UserID, at now: Timestamp) throws(TooManyAttempts) {
        let wait = taken.withLock { $0.take(person, at: now) ? .zero : $0.wait(for: person, at: now) }
        guard wait == .zero else { throw TooManyAttempts(limit: .relayCredentials, wait: wait) }
    }
}
