import Accounts
import Calls
import Hummingbird
import Logging

/// Where requests that hash a password pass the throttle.
struct SignInLimiter: Sendable {
    let accounts: AccountService
    let throttle: SignInThrottle
    let clientAddress: ClientAddress
    let clock: any WallClock
    /// Whoever is refused costs nothing and can come again at once: too often for a line each.
    let refusals: RefusalLog

    /// What a password is hashed for.
    enum Purpose {
        case signingIn(username: String)
        case takingUpInvitation
        case changingPassword(username: String)
        case resettingPassword
        case deletingAccount(username: String)

        /// Whose password is tried; nil when a new one is made.
        var username: String? {
            switch self {
            case .signingIn(let username), .changingPassword(let username), .deletingAccount(let username):
                username
            case .takingUpInvitation, .resettingPassword: nil
            }
        }

        fileprivate var failure: Logger.Message {
            switch self {
            case .signingIn: "Signing in failed"
            case .takingUpInvitation: "Taking up an invitation failed"
            case .changingPassword: "Changing a password failed"
            case .resettingPassword: "Resetting a password failed"
            case .deletingAccount: "Deleting an account failed"
            }
        }
    }

    /// Runs what hashes a password, unless there was too much of it.
    /// - Throws: ``TooManyAttempts``, and what is thrown there.
    func attempt<Result>(
        _ purpose: Purpose, _ request: Request, _ context: some ConnectedContext,
        _ work: () async throws -> Result
    ) async throws -> Result {
        let username = purpose.username
        let browser: String? =
            if let username {
                try await accounts.knownBrowser(
                    token: SecretCookie.browser.token(in: request.head), of: username)
            } else { nil }
        let attempt = SignInThrottle.Attempt(
            address: clientAddress.of(request.headers, peer: context.peer), username: username,
            knownBrowser: browser)
        do {
            try throttle.begin(attempt, at: clock.now)
        } catch {
            refusals.count(error.limit.rawValue)
            throw error
        }
        do {
            let result = try await work()
            throttle.end(attempt, succeeded: true)
            return result
        } catch {
            throttle.end(attempt, succeeded: false)
            // Any other error is logged where it is answered. Whose name and address it was is nobody's business.
            if let error = error as? AccountError {
                context.logger.info(purpose.failure, metadata: ["code": "\(error.code)"])
            }
            throw error
        }
    }
}
