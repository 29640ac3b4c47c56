import CallCore
import Foundation

/// The time of day and an alarm. Tests pass one that they move by hand.
package protocol WallClock: Sendable {
    /// Now.
    var now: Timestamp { get }
    /// Runs the action once, at the moment or at once when it has passed.
    func wake(at moment: Timestamp, _ action: @escaping @Sendable () async -> Void) -> Wake
}

/// An alarm that was set.
package struct Wake: Sendable {
    /// Stops it. An action that has begun is not stopped, so whoever is woken must recognise a stale
    /// alarm.
    package let cancel: @Sendable () -> Void

    /// An alarm that is stopped by this function.
    package init(cancel: @escaping @Sendable () -> Void) {
        self.cancel = cancel
    }
}

/// The machine's clock.
package struct SystemClock: WallClock {
    /// The machine's clock.
    package init() {}

    /// Now.
    package var now: Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// Sleeps until the moment, then runs the action.
    package func wake(at moment: Timestamp, _ action: @escaping @Sendable () async -> Void) -> Wake {
        let wait = max(.zero, now.duration(to: moment))
        let task = Task {
            do { try await Task.sleep(for: wait) } catch { return }
            await action()
        }
        return Wake { task.cancel() }
    }
}
