import CallCore
import RateLimits
import Synchronization

/// Bounds how often one person may do something over HTTP.
final class PersonThrottle: Sendable {
    private let limit: TooManyAttempts.Limit
    private let taken: Mutex<RateLimiter<UserID>>

    /// - Parameter limit: What it is called.
    init(_ rate: RateLimit, as limit: TooManyAttempts.Limit) {
        self.limit = limit
        taken = Mutex(RateLimiter(rate))
    }

    /// A member must not be able to hand out the relay to everybody.
    static func relayCredentials() -> PersonThrottle {
        PersonThrottle(Limits.relayCredentials, as: .relayCredentials)
    }

    /// Counts one. Those that are refused cost nothing.
    /// - Throws: ``TooManyAttempts``.
    func take(_ person: UserID, at now: Timestamp) throws(TooManyAttempts) {
        let wait = taken.withLock { $0.take(person, at: now) ? .zero : $0.wait(for: person, at: now) }
        guard wait == .zero else { throw TooManyAttempts(limit: limit, wait: wait) }
    }
}
