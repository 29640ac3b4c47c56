import Accounts
import CallCore
import Calls
import Logging
import ServiceLifecycle

/// Closes the sockets of sessions that ended elsewhere: by `duet user disable` in another process, by a
/// new password, by time, or because somebody has signed in in the same browser (``FormerSessions``). Signing out here
/// does not wait for it, and nobody begins or answers a call meanwhile (``CallService``). What rings at somebody whose account
/// was disabled or removed elsewhere ends as well, for they need no socket for that.
struct SessionWatch: Service {
    static let interval: Duration = .seconds(2)

    let accounts: AccountService
    let calls: CallThread
    let formerSessions: FormerSessions
    let clock: any WallClock
    let logger: Logger

    func run() async throws { await rounds(every: Self.interval, by: clock) { await check() } }

    private func check() async {
        do {
            try await formerSessions.endIdle()
            let open = await calls.openSessions
            if !open.isEmpty { calls.signOut(try await accounts.endedSessions(among: open)) }
            for person in try await accounts.closed(among: await calls.peopleRung) {
                calls.closeAccount(person)
            }
        } catch {
            logger.warning("Checking sessions failed", metadata: ["error": "\(error)"])
        }
    }
}
