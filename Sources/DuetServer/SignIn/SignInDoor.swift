import Accounts
import Hummingbird
import Switchboard

/// Where requests that hash a password pass the throttle.
struct SignInDoor: Sendable {
    let throttle: SignInThrottle
    let clientAddress: ClientAddress
    let clock: any WallClock

    /// Runs a sign-in, unless there were too many.
    /// - Parameter username: Whose password is tried; nil when a new one is made.
    /// - Throws: ``TooManyAttempts``, and what the sign-in throws.
    func attempt(
        _ username: String?, _ request: Request, _ context: DuetRequestContext,
        _ signIn: () async throws -> SignIn
    ) async throws -> SignIn {
        let attempt = SignInThrottle.Attempt(
            address: clientAddress.of(request, peer: context.peer), username: username)
        try throttle.begin(attempt, at: clock.now)
        do {
            let signIn = try await signIn()
            throttle.end(attempt, succeeded: true)
            return signIn
        } catch {
            throttle.end(attempt, succeeded: false)
            throw error
        }
    }
}
