import CallCore
import Logging
import Synchronization

/// Sends messages to push services, many at once and none longer than it is of use. Whoever adds one waits for nothing.
package final class PushQueue: Sendable {
    private struct State {
        var schedule: PushSchedule
        var reports: [Int: @Sendable (PushResult) -> Void] = [:]
        var statistics = PushStatistics()
        var tasks: [Int: Task<Void, Never>] = [:]
        var alarm: (at: ContinuousClock.Instant, task: Task<Void, Never>)?
        var count = 0
        var isOutOfReach = false
    }

    /// How long a push service may keep a message for a browser that is not there.
    package enum Lifetime: Hashable, Sendable {
        /// As long as it is tried to be sent.
        case untilDeadline
        /// So long from when it is taken.
        case fixed(Duration)
    }

    private let state: Mutex<State>
    private let client: PushClient
    private let now: @Sendable () -> Timestamp
    private let logger: Logger

    /// - Parameter now: The time of day.
    package convenience init(
        client: PushClient, now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.init(client: client, room: PushSchedule.Room(), now: now, logger: logger)
    }

    init(
        client: PushClient, room: PushSchedule.Room, now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.client = client
        self.now = now
        self.logger = logger
        state = Mutex(State(schedule: PushSchedule(room: room)))
    }

    /// What was sent since the start.
    package var statistics: PushStatistics {
        state.withLock { state in
            var statistics = state.statistics
            statistics.waiting = state.schedule.count
            return statistics
        }
    }

    /// Sends a message as soon as it can be.
    /// - Parameters:
    ///   - recipient: Whose browser that is.
    ///   - patience: How long it is of use.
    ///   - lifetime: How long the push service may keep it.
    ///   - report: Told once what has become of it.
    package func add(
        _ message: PushMessage, to subscription: PushSubscription, of recipient: UserID, patience: Duration,
        lifetime: Lifetime, report: @escaping @Sendable (PushResult) -> Void
    ) {
        let instant = ContinuousClock.now
        change { state in
            state.count += 1
            state.reports[state.count] = report
            let push = PushSchedule.Push(
                id: state.count, message: message, subscription: subscription, recipient: recipient,
                lifetime: lifetime, deadline: instant + patience, dueAt: instant)
            return state.schedule.add(push, at: instant)
        }
    }

    /// Sends nothing more.
    package func stop() {
        let tasks = state.withLock { state in
            state.alarm?.task.cancel()
            return Array(state.tasks.values)
        }
        change { $0.schedule.stop() }
        for task in tasks { task.cancel() }
    }

    /// Changes the schedule and does what it orders.
    private func change(_ change: (inout State) -> [PushSchedule.Effect]) {
        var told: [(report: @Sendable (PushResult) -> Void, result: PushResult)] = []
        state.withLock { state in
            for effect in change(&state) {
                switch effect {
                case .send(let push):
                    state.tasks[push.id] = Task { await self.send(push) }
                case .report(let id, let result):
                    state.statistics.results[result, default: 0] += 1
                    if let report = state.reports.removeValue(forKey: id) { told.append((report, result)) }
                    noteReach(result, &state)
                }
            }
            setAlarm(&state)
        }
        for (report, result) in told { report(result) }
    }

    private func send(_ push: PushSchedule.Push) async {
        let lifetime =
            switch push.lifetime {
            case .untilDeadline: ContinuousClock.now.duration(to: push.deadline)
            case .fixed(let duration): duration
            }
        var outcome: PushOutcome?
        do {
            outcome = try await client.send(
                push.message, to: push.subscription, lifetime: lifetime, at: now())
        } catch {
            logger.error("Encrypting a push message failed", metadata: ["error": "\(error)"])
        }
        if case .refused(let status) = outcome {
            logger.warning("A push service refused a message", metadata: ["status": "\(status)"])
        }
        change { state in
            state.tasks[push.id] = nil
            return state.schedule.attempted(push.id, outcome, at: ContinuousClock.now)
        }
    }

    /// What is so for long is logged once.
    private func noteReach(_ result: PushResult, _ state: inout State) {
        switch result {
        case .unreachable where !state.isOutOfReach:
            state.isOutOfReach = true
            logger.warning(
                "A push service cannot be reached: people whose page is closed may not hear of calls")
        case .taken where state.isOutOfReach:
            state.isOutOfReach = false
            logger.notice("Push services can be reached again")
        case .taken, .gone, .refused, .forbidden, .late, .unreachable, .superseded, .dropped, .failed: break
        }
    }

    /// One alarm is enough, and one that rings too early does no harm.
    private func setAlarm(_ state: inout State) {
        let now = ContinuousClock.now
        guard let due = state.schedule.nextDue(after: now), state.alarm.map({ due < $0.at }) ?? true else {
            return
        }
        state.alarm?.task.cancel()
        let task = Task {
            do { try await Task.sleep(until: due, clock: .continuous) } catch { return }
            change { state in
                state.alarm = nil
                return state.schedule.proceed(at: ContinuousClock.now)
            }
        }
        state.alarm = (due, task)
    }
}
