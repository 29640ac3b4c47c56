import CallCore
import Foundation
import Synchronization

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

/// The machine's clock, except that time never goes back and never stands still: when the clock is set back, time
/// goes on from where it was, ahead of the clock, until the process ends. So nothing that waits for a moment waits
/// longer than it was to.
package final class SystemClock: WallClock {
    private struct Mark {
        var time: Timestamp
        var passed: ContinuousClock.Instant
    }

    private let mark: Mutex<Mark>
    private let wallTime: @Sendable () -> Timestamp
    private let instant: @Sendable () -> ContinuousClock.Instant

    /// The machine's clock.
    package convenience init() {
        self.init(
            wallTime: {
                Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
            },
            instant: { ContinuousClock.now })
    }

    /// - Parameters:
    ///   - wallTime: Tells the time of day, which may be set.
    ///   - instant: Tells what always passes alike, also while the machine sleeps.
    init(
        wallTime: @escaping @Sendable () -> Timestamp,
        instant: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.wallTime = wallTime
        self.instant = instant
        mark = Mutex(Mark(time: wallTime(), passed: instant()))
    }

    /// Now.
    package var now: Timestamp {
        mark.withLock { mark in
            let (wall, instant) = (wallTime(), instant())
            let steady = mark.time.advanced(by: mark.passed.duration(to: instant))
            if wall > steady { mark = Mark(time: wall, passed: instant) }
            return max(wall, steady)
        }
    }

    /// Sleeps until the moment, then runs the action.
    package func wake(at moment: Timestamp, _ action: @escaping @Sendable () async -> Void) -> Wake {
        let wait = max(.zero, now.duration(to: moment))
        let task = Task {
            do { try await Task.sleep(for: wait, clock: .continuous) } catch { return }
            await action()
        }
        return Wake { task.cancel() }
    }
}
