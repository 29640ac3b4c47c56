import Accounts
import CallCore
import Calls
import Logging
import ServiceLifecycle

/// Closes the sockets of sessions that ended elsewhere: by `duet user disable` in another process, by a
/// new password, or by time. Signing out here does not wait for it, and nobody begins or answers a call meanwhile
/// (``CallService``).
struct SessionWatch: Service {
    static let interval: Duration = .seconds(2)

    let accounts: AccountService
    let calls: CallThread
    let clock: any WallClock
    let logger: Logger

    func run() async throws {
        let (ticks, continuation) = AsyncStream.makeStream(of: Void.self)
        await cancelWhenGracefulShutdown {
            var iterator = ticks.makeAsyncIterator()
            while !Task.isCancelled {
                let wake = clock.wake(at: clock.now.advanced(by: Self.interval)) { continuation.yield() }
                defer { wake.cancel() }
                // Nil when the server goes down.
                guard await iterator.next() != nil else { return }
                await check()
            }
        }
    }

    private func check() async {
        do {
            let open = await calls.openSessions
            guard !open.isEmpty else { return }
            let ended = try await accounts.endedSessions(among: open)
            if !ended.isEmpty { await calls.closeSockets { ended.contains($0) } }
        } catch {
            logger.warning("Checking sessions failed", metadata: ["error": "\(error)"])
        }
    }
}
