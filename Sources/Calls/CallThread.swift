import CallCore
import Dispatch
import Foundation
import Logging
import Synchronization

/// The one thread that decides about calls. What comes from any thread waits in a queue; the thread takes all of
/// it as one batch. It may wait for the disk, which holds up nobody who carries sockets.
package final class CallThread: Sendable {
    private struct State {
        var queue: [ServiceInput] = []
        /// Does the thread sleep until somebody signals it?
        var isAsleep = false
        var isStopped = false
        /// Is nothing taken out of the queue any more?
        var hasEnded = false
        /// The alarm that is set, and for when.
        var alarm: (at: Timestamp, wake: Wake)?
    }

    /// What has become of the thread.
    private enum Life {
        case notStarted
        case running
        case ended
    }

    private let state = Mutex(State())
    private let end = Mutex<(life: Life, waiting: [CheckedContinuation<Void, Never>])>((.notStarted, []))
    private let semaphore = DispatchSemaphore(value: 0)
    private let clock: any WallClock

    /// A thread that does not run yet.
    package init(clock: any WallClock) {
        self.clock = clock
    }

    /// Starts the thread with the service that it serves. To be called once, before the first device connects.
    /// - Throws: What making or starting the service throws; then the thread ends.
    package func start(_ make: @escaping @Sendable () throws -> CallService) async throws {
        try await withCheckedThrowingContinuation { (started: CheckedContinuation<Void, any Error>) in
            end.withLock { $0.life = .running }
            let thread = Thread { [self] in
                do {
                    let service = try make()
                    try service.start(at: clock.now)
                    started.resume()
                    run(service)
                } catch {
                    started.resume(throwing: error)
                }
                turnAway()
                noteEnd()
            }
            thread.name = "duet.calls"
            thread.start()
        }
    }

    /// Ends the thread after what has been submitted, and waits until it has let go of its service and the journal.
    package func stop() async {
        wake { $0.isStopped = true }
        await withCheckedContinuation { continuation in
            let isRunning = end.withLock { end in
                if end.life == .running { end.waiting.append(continuation) }
                return end.life == .running
            }
            if !isRunning { continuation.resume() }
        }
    }

    private func noteEnd() {
        let waiting = end.withLock { end in
            end.life = .ended
            defer { end.waiting = [] }
            return end.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Adds to what is to be decided. Never waits.
    package func submit(_ input: ServiceInput) {
        wake { $0.queue.append(input) }
    }

    /// Adds to what is to be decided, in this order. Never waits.
    package func submit(contentsOf inputs: [ServiceInput]) {
        wake { $0.queue.append(contentsOf: inputs) }
    }

    /// Asks the service something, after what has been submitted.
    /// - Throws: ``CallThreadEnded``.
    package func ask<Answer: Sendable>(
        _ question: @escaping @Sendable (CallService) -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            submit(
                .perform { service in
                    continuation.resume(
                        with: service.map { .success(question($0)) } ?? .failure(CallThreadEnded()))
                })
        }
    }

    private func wake(_ change: (inout State) -> Void) {
        let (wasAsleep, hasEnded) = state.withLock { state in
            change(&state)
            defer { state.isAsleep = false }
            return (state.isAsleep, state.hasEnded)
        }
        if wasAsleep { semaphore.signal() }
        if hasEnded { turnAway() }
    }

    /// The thread takes nothing any more: whoever asks is told so.
    private func turnAway() {
        let late = state.withLock { state in
            state.hasEnded = true
            defer { state.queue = [] }
            return state.queue
        }
        for case .perform(let work) in late { work(nil) }
    }

    private func run(_ service: CallService) {
        var batch: [ServiceInput] = []
        setAlarm(service.nextWake())
        while takeBatch(into: &batch) {
            service.process(batch, at: clock.now)
            setAlarm(service.nextWake())
        }
    }

    /// Waits for something to do.
    /// - Returns: Does the thread go on?
    private func takeBatch(into batch: inout [ServiceInput]) -> Bool {
        batch.removeAll(keepingCapacity: true)
        while true {
            let goesOn: Bool? = state.withLock { state in
                if state.queue.isEmpty, !state.isStopped {
                    state.isAsleep = true
                    return nil
                }
                swap(&batch, &state.queue)
                return !(batch.isEmpty && state.isStopped)
            }
            if let goesOn { return goesOn }
            semaphore.wait()
        }
    }

    // MARK: Time

    /// One alarm is enough, and one that rings too early does no harm: a later one is set then.
    private func setAlarm(_ moment: Timestamp?) {
        let stale: Wake? = state.withLock { state in
            guard let moment, state.alarm.map({ moment < $0.at }) ?? true else { return nil }
            let stale = state.alarm?.wake
            state.alarm = (moment, clock.wake(at: moment) { [weak self] in await self?.ring() })
            return stale
        }
        stale?.cancel()
    }

    /// Lets the thread look at the time, and waits until it has.
    private func ring() async {
        state.withLock { $0.alarm = nil }
        // A thread that has ended need not be woken.
        try? await ask { _ in }
    }
}

/// The deciding thread has ended, as the server is going down, and answers no more.
package struct CallThreadEnded: Error {}
