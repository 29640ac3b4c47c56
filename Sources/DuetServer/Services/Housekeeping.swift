import Accounts
import Logging
import ServiceLifecycle

/// Removes sessions and invitations whose time is over, once an hour. They are refused anyway; this only
/// keeps the database small.
struct Housekeeping: Service {
    let accounts: AccountService
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await accounts.removeExpired()
                } catch {
                    logger.warning("Housekeeping failed", metadata: ["error": "\(error)"])
                }
                // Ends early, with an error, when the server goes down.
                try? await Task.sleep(for: .seconds(3600))
            }
        }
    }
}
