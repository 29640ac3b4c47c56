import Accounts
import CallCore
import Networks
import RateLimits
import Synchronization

/// Stands in front of the password hasher, so that one stranger can neither guess at leisure nor take the
/// hasher away from everybody else.
///
/// An attempt counts against its address and against its user name until it has succeeded. Both have a
/// burst that nobody reaches who only mistypes. A browser in which the account was signed in to before counts apart from
/// all others: whoever spends a name's attempts on purpose does not keep its owner from signing in at home.
final class SignInThrottle: Sendable {
    /// Who tries what.
    struct Attempt: Hashable, Sendable {
        /// The network it comes from; nil is one of its own.
        let network: IPAddress?
        /// What is guessed at; nil when nobody can have this name.
        let guess: Guess?

        /// An attempt.
        /// - Parameters:
        ///   - username: As typed; nil when none is guessed at.
        ///   - knownBrowser: The browser it comes from, if this account knows it.
        init(address: IPAddress?, username: String?, knownBrowser: String? = nil) {
            network = address?.network
            guess = username.flatMap { try? AccountRules.username($0).lowercased() }
                .map { Guess(username: $0, knownBrowser: knownBrowser) }
        }
    }

    /// Whose password is tried, and from where.
    struct Guess: Hashable {
        /// In small letters.
        let username: String
        /// A browser that this account knows; nil for all others together.
        let knownBrowser: String?
    }

    private struct State {
        var networks = RateLimiter<IPAddress?>(Limits.signInsOfNetwork)
        var guesses = RateLimiter<Guess>(Limits.signInsOfName)
        /// Bounded by the requests there are: an attempt that ends goes.
        var underWay: [IPAddress?: Int] = [:]
    }

    private let state = Mutex(State())

    /// Lets an attempt through, to be ended with ``end(_:succeeded:)``. One that is refused costs nothing.
    /// - Throws: ``TooManyAttempts``.
    func begin(_ attempt: Attempt, at now: Timestamp) throws(TooManyAttempts) {
        let refusal = state.withLock { state -> TooManyAttempts? in
            let isCrowded = state.underWay[attempt.network, default: 0] >= Limits.signInsAtOnce
            let waits: [(TooManyAttempts.Limit, Duration)] = [
                (.atOnce, isCrowded ? .seconds(1) : .zero),
                (.network, state.networks.wait(for: attempt.network, at: now)),
                (.username, attempt.guess.map { state.guesses.wait(for: $0, at: now) } ?? .zero),
            ]
            if let (limit, wait) = waits.max(by: { $0.1 < $1.1 }), wait > .zero {
                return TooManyAttempts(limit: limit, wait: wait)
            }
            state.networks.take(attempt.network, at: now)
            if let guess = attempt.guess { state.guesses.take(guess, at: now) }
            state.underWay[attempt.network, default: 0] += 1
            return nil
        }
        if let refusal { throw refusal }
    }

    /// An attempt that was let through is over.
    func end(_ attempt: Attempt, succeeded: Bool) {
        state.withLock { state in
            let left = state.underWay[attempt.network, default: 1] - 1
            state.underWay[attempt.network] = left > 0 ? left : nil
            guard succeeded else { return }
            state.networks.giveBack(attempt.network)
            if let guess = attempt.guess { state.guesses.giveBack(guess) }
        }
    }
}
