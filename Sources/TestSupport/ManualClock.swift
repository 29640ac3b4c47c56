import CallCore
import Calls
import Synchronization

/// A clock that tests move by hand.
package final class ManualClock: WallClock {
    private struct Alarm {
        let moment: Timestamp
        let action: @Sendable () async -> Void
    }

    private struct State {
        var now: Timestamp
        var alarms: [Int: Alarm] = [:]
        var count = 0
    }

    private let state: Mutex<State>

    /// A clock that stands at a moment.
    package init(now: Timestamp = Timestamp(milliseconds: 1_700_000_000_000)) {
        state = Mutex(State(now: now))
    }

    package var now: Timestamp { state.withLock { $0.now } }

    /// How many alarms are set.
    package var alarms: Int { state.withLock { $0.alarms.count } }

    package func wake(at moment: Timestamp, _ action: @escaping @Sendable () async -> Void) -> Wake {
        let number = state.withLock { state in
            state.count += 1
            state.alarms[state.count] = Alarm(moment: moment, action: action)
            return state.count
        }
        return Wake { [weak self] in self?.state.withLock { $0.alarms[number] = nil } }
    }

    /// Moves the clock, stopping at every alarm on the way and waiting for what it does.
    package func advance(by duration: Duration) async {
        let end = now.advanced(by: duration)
        while let alarm = takeNextAlarm(until: end) { await alarm.action() }
        state.withLock { $0.now = end }
    }

    private func takeNextAlarm(until end: Timestamp) -> Alarm? {
        state.withLock { state in
            let due = state.alarms.filter { $0.value.moment <= end }
            guard let next = due.min(by: { ($0.value.moment, $0.key) < ($1.value.moment, $1.key) }) else {
                return nil
            }
            state.alarms[next.key] = nil
            state.now = max(state.now, next.value.moment)
            return next.value
        }
    }
}
