import CallCore
import Dispatch
import Foundation
import Logging
import Signaling
import Synchronization

/// The one thread that decides about calls. What comes from any thread waits in a queue; the thread takes all of
/// it as one batch. It may wait for the disk, which holds up nobody who carries sockets.
package final class CallThread: Sendable {
    private struct State {
        var life = Life.notStarted
        var queue: [ServiceInput] = []
        /// Does the thread sleep until somebody signals it?
        var isAsleep = false
        /// The alarm that is set, and for when.
        var alarm: (at: Timestamp, wake: Wake)?
        /// Who waits for the end.
        var waitingForEnd: [CheckedContinuation<Void, Never>] = []
    }

    /// What has become of the thread.
    private enum Life {
        case notStarted
        case running
        /// It takes what is in the queue, and ends.
        case stopping
        /// Nothing is taken out of the queue any more.
        case ended
    }

    private let state = Mutex(State())
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
            state.withLock { $0.life = .running }
            let thread = Thread { [self] in
                do {
                    let service = try make()
                    try service.start(at: clock.now)
                    started.resume()
                    run(service)
                } catch {
                    started.resume(throwing: error)
                }
                end()
            }
            thread.name = "duet.calls"
            thread.start()
        }
    }

    /// Ends the thread after what has been submitted, and waits until it has let go of its service and the journal.
    package func stop() async {
        await withCheckedContinuation { continuation in
            let isRunning = wake { state in
                guard state.life == .running || state.life == .stopping else { return false }
                state.life = .stopping
                state.waitingForEnd.append(continuation)
                return true
            }
            if !isRunning { continuation.resume() }
        }
    }

    private func end() {
        let (late, waiting) = state.withLock { state in
            state.life = .ended
            defer { (state.queue, state.waitingForEnd) = ([], []) }
            return (state.queue, state.waitingForEnd)
        }
        for input in late { input.turnAway() }
        for continuation in waiting { continuation.resume() }
    }

    /// Adds to what is to be decided. Never waits.
    package func submit(_ input: ServiceInput) { submit(contentsOf: [input]) }

    /// Adds to what is to be decided, in this order. Never waits.
    package func submit(contentsOf inputs: [ServiceInput]) {
        let isTaken = wake { state in
            guard state.life != .ended else { return false }
            state.queue.append(contentsOf: inputs)
            return true
        }
        if !isTaken { for input in inputs { input.turnAway() } }
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

    private func wake<Result>(_ change: (inout State) -> Result) -> Result {
        let (result, wasAsleep) = state.withLock { state in
            defer { state.isAsleep = false }
            return (change(&state), state.isAsleep)
        }
        if wasAsleep { semaphore.signal() }
        return result
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
                if state.queue.isEmpty, state.life == .running {
                    state.isAsleep = true
                    return nil
                }
                swap(&batch, &state.queue)
                return !(batch.isEmpty && state.life == .stopping)
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

    /// Lets the thread look at the time, and waits until it has done what was due and set its next alarm.
    private func ring() async {
        state.withLock { $0.alarm = nil }
        // The first answer comes in the middle of a batch, so the second one comes after it. A thread that has
        // ended need not be woken.
        for _ in 1...2 { try? await ask { _ in } }
    }
}

extension CallThread {
    /// The sessions that have a socket open, or a device in a call; none once the thread has ended.
    package var openSessions: Set<String> {
        get async { (try? await ask { $0.openSessions }) ?? [] }
    }

    /// The sessions that have a device in a call, with a socket or without.
    /// - Throws: ``CallThreadEnded``.
    package func sessionsInCall() async throws -> Set<String> { try await ask { $0.sessionsInCall } }

    /// Has the lines of a call's timeline saved that wait for it, where they can be.
    /// - Throws: ``CallThreadEnded``.
    package func flushTimeline(of call: CallID) async throws {
        let now = clock.now
        try await ask { $0.flushTimeline(of: call, at: now) }
    }

    /// Declines a call that rings at a person, as one of their devices would by `call:reject`.
    /// - Throws: ``CallThreadEnded``.
    package func decline(_ call: CallID, by user: UserID) async throws -> DeclineAnswer {
        try await withCheckedThrowingContinuation { continuation in
            submit(
                .declined(call, by: user) { answer in
                    continuation.resume(with: answer.map { .success($0) } ?? .failure(CallThreadEnded()))
                })
        }
    }

    /// Ends the calls of these sessions, which have ended, and closes their sockets. There are none once the thread has
    /// ended.
    package func signOut(_ ended: Set<String>) {
        if !ended.isEmpty { submit(.signedOut(ended)) }
    }

    /// The people at whom a call rings; nobody once the thread has ended.
    package var peopleRung: Set<UserID> {
        get async { (try? await ask { $0.peopleRung }) ?? [] }
    }

    /// Ends the calls of somebody whose account is disabled or gone.
    package func closeAccount(_ user: UserID) { submit(.accountClosed(user)) }

    /// Tells a person's devices that something of theirs has changed. One that is not connected asks when it is.
    package func tell(_ change: PersonalChange, to user: UserID) {
        submit(.perform { $0?.tell(change, to: user) })
    }

    /// Tells everybody that the list of people is another one than the changes of presence say: somebody can be called no
    /// more, or again.
    package func tellPeopleChanged() {
        let now = clock.now
        submit(.perform { $0?.peopleChanged(at: now) })
    }
}

/// The deciding thread has ended, as the server is going down, and answers no more.
package struct CallThreadEnded: Error {}
