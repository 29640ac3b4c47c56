import Dispatch

/// Runs an actor's jobs one after the other on a thread of its own.
///
/// The Switchboard writes to SQLite and waits for it. Waiting must not happen on the cooperative pool,
/// which has one thread a core, and must not be an `await` either, because the actor would then let
/// other signals in between a decision and its effects.
final class SerialQueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) {
        self.queue = DispatchQueue(label: label)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
