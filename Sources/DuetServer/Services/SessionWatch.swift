import Accounts
import Logging
import ServiceLifecycle
import Switchboard

/// Closes the sockets of sessions that ended elsewhere: by `duet user disable` in another process, by a
/// new password, or by time. Signing out here does not wait for it.
struct SessionWatch: Service {
    let accounts: AccountService
    let switchboard: Switchboard
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: interval) } catch { return }
                await check()
            }
        }
    }

    private func check() async {
        do {
            let open = await switchboard.openSessions
            guard !open.isEmpty else { return }
            try await accounts.removeExpired()
            let ended = try await accounts.endedSessions(among: open)
            guard !ended.isEmpty else { return }
            await switchboard.closeSockets { ended.contains($0) }
        } catch {
            logger.warning("Checking sessions failed", metadata: ["error": "\(error)"])
        }
    }
}
