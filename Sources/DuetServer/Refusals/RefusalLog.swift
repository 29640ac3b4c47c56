import CallCore
import Calls
import Logging
import Synchronization

/// Tells the log of refusals, at most once a minute.
final class RefusalLog: Sendable {
    private let message: Logger.Message
    private let clock: any WallClock
    private let logger: Logger
    private let tally = Mutex(RefusalTally())

    /// - Parameter message: What was refused. The codes and how often each was given go into the metadata.
    init(_ message: Logger.Message, clock: any WallClock, logger: Logger) {
        self.message = message
        self.clock = clock
        self.logger = logger
    }

    /// Counts one.
    /// - Parameter code: Why it was refused: one of a few words, not one that a stranger can choose.
    func count(_ code: String) {
        let now = clock.now
        perform(tally.withLock { $0.count(code, at: now) })
    }

    private func wake() {
        let now = clock.now
        perform(tally.withLock { $0.wake(at: now) })
    }

    private func perform(_ order: RefusalTally.Order?) {
        switch order {
        case nil:
            break
        case .tell(let counts):
            logger.info(message, metadata: ["codes": .dictionary(counts.mapValues { "\($0)" })])
        case .wake(let moment):
            // The server's end ends this too; nobody misses it then.
            _ = clock.wake(at: moment) { [weak self] in self?.wake() }
        }
    }
}
