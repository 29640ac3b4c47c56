import Crypto
import Dispatch
import Foundation
import Synchronization

/// Runs key derivations on threads of its own, a few at once, with a short line in front.
///
/// A derivation computes for a good part of a second and holds 128 MiB. On Swift's cooperative
/// threads it would stop every socket of the process, and without a bound a burst of sign-ins
/// would take all the memory. So a fixed number of threads does the work, a fixed number of callers
/// waits, and everybody else is told at once to come back later.
final class DerivationQueue: Sendable {
    typealias Work = @Sendable () throws -> SymmetricKey

    private let shared: Shared
    private let width: Int
    private let waitingLimit: Int

    init(width: Int, waitingLimit: Int) {
        precondition(width > 0 && waitingLimit >= 0, "a derivation queue needs at least one thread")
        self.width = width
        self.waitingLimit = waitingLimit
        let shared = Shared()
        self.shared = shared
        for index in 0..<width {
            let thread = Thread { shared.work() }
            thread.name = "password-\(index)"
            thread.start()
        }
    }

    deinit {
        shared.stop(threads: width)
    }

    /// How many derivations run and how many callers wait for one.
    var load: PasswordHasher.Load { shared.load }

    /// Runs the work on one of the threads.
    ///
    /// A task that is cancelled while it waits leaves the line; a derivation that has begun ends.
    ///
    /// - Throws: ``AccountError/tooBusy`` when the line is full, `CancellationError`, and what the work throws.
    func run(_ work: @escaping Work) async throws -> SymmetricKey {
        let id = shared.makeID()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let job = Job(id: id, work: work, continuation: continuation)
                guard shared.submit(job, limit: width + waitingLimit) else {
                    continuation.resume(throwing: AccountError.tooBusy)
                    return
                }
                // A cancellation that came before the job was in line has found nothing to remove.
                if Task.isCancelled { shared.cancel(id) }
            }
        } onCancel: {
            shared.cancel(id)
        }
    }
}

private struct Job: Sendable {
    let id: UInt64
    let work: DerivationQueue.Work
    let continuation: CheckedContinuation<SymmetricKey, any Error>
}

/// What the queue and its threads share. The threads hold this and not the queue, so that a queue
/// nobody needs any more goes away and takes its threads along.
private final class Shared: Sendable {
    private struct State {
        var nextID: UInt64 = 0
        var waiting: [Job] = []
        var running = 0
        var isStopping = false
    }

    private enum Step {
        case run(Job)
        case wait
        case stop
    }

    private let state = Mutex(State())
    /// Signalled once for each job and, to stop, once for each thread.
    private let wakeups = DispatchSemaphore(value: 0)

    var load: PasswordHasher.Load {
        state.withLock { .init(running: $0.running, waiting: $0.waiting.count) }
    }

    func makeID() -> UInt64 {
        state.withLock {
            $0.nextID += 1
            return $0.nextID
        }
    }

    /// Puts a job in line, unless that many are already running or waiting.
    func submit(_ job: Job, limit: Int) -> Bool {
        let isAccepted = state.withLock {
            guard $0.running + $0.waiting.count < limit else { return false }
            $0.waiting.append(job)
            return true
        }
        if isAccepted { wakeups.signal() }
        return isAccepted
    }

    func cancel(_ id: UInt64) {
        let job = state.withLock { state -> Job? in
            guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiting.remove(at: index)
        }
        job?.continuation.resume(throwing: CancellationError())
    }

    func stop(threads: Int) {
        state.withLock { $0.isStopping = true }
        for _ in 0..<threads { wakeups.signal() }
    }

    /// The life of one thread.
    func work() {
        while true {
            wakeups.wait()
            switch nextStep() {
            case .run(let job):
                let result = Result { try job.work() }
                state.withLock { $0.running -= 1 }
                job.continuation.resume(with: result)
            case .wait:
                continue
            case .stop:
                return
            }
        }
    }

    private func nextStep() -> Step {
        state.withLock {
            guard !$0.waiting.isEmpty else { return $0.isStopping ? .stop : .wait }
            $0.running += 1
            return .run($0.waiting.removeFirst())
        }
    }
}
