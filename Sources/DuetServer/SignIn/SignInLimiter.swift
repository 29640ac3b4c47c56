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

    /// Runs a sign-in, unless there were too many.
    /// - Parameter username: Whose password is tried; nil when a new one is made.
    /// - Throws: ``TooManyAttempts``, and what the sign-in throws.
    func attempt(
        _ username: String?, _ request: Request, _ context: DuetRequestContext,
        _ signIn: () async throws -> SignIn
    ) async throws -> SignIn {
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
            let signIn = try await signIn()
            throttle.end(attempt, succeeded: true)
            return signIn
        } catch {
            throttle.end(attempt, succeeded: false)
            // Any other error is logged where it is answered. Whose name and address it was is nobody's business.
            if let error = error as? AccountError {
                context.logger.info(
                    username == nil ? "Taking up an invitation failed" : "Signing in failed",
                    metadata: ["code": "\(error.code)"])
            }
            throw error
        }
    }
}
