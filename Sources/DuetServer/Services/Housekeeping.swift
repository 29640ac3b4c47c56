import Accounts
import CallCore
import Calls
import Logging
import ServiceLifecycle
import Storage

/// Keeps the sessions alive that have a socket open, and removes what is over, once an hour: sessions, invitations and known
/// browsers, which are refused anyway, the calls that the operator does not want to be remembered any longer, and what is left
/// of accounts that are gone.
struct Housekeeping: Service {
    static let interval: Duration = .seconds(3600)
    /// So much is removed in one transaction: whoever saves a call meanwhile waits for no more.
    static let portion = 200

    let accounts: AccountService
    let calls: CallThread
    let history: SQLiteCallHistory
    /// How long a call that has ended is remembered; nil for ever.
    let historyKept: Duration?
    let clock: any WallClock
    let logger: Logger

    func run() async throws { await rounds(every: Self.interval, by: clock) { await round() } }

    private func round() async {
        do {
            try await accounts.keepAlive(await calls.openSessions)
        } catch {
            logger.warning("Keeping sessions alive failed", metadata: ["error": "\(error)"])
        }
        await clean()
    }

    private func clean() async {
        do {
            try await accounts.removeExpired()
            try await removeCalls()
            try await forgetRemoved()
        } catch {
            logger.warning("Housekeeping failed", metadata: ["error": "\(error)"])
        }
    }

    private func removeCalls() async throws {
        guard let historyKept else { return }
        let moment = clock.now.advanced(by: .zero - historyKept)
        while !Task.isCancelled {
            let count = try await history.removeCalls(endedBefore: moment, limit: Self.portion)
            if count < Self.portion { return }
        }
    }

    private func forgetRemoved() async throws {
        // An account may go as soon as its last call has gone, which is another portion.
        while !Task.isCancelled, try await accounts.forgetRemoved(limit: Self.portion) > 0 {}
    }
}
