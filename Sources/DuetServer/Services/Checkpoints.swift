import Logging
import ServiceLifecycle
import Storage

/// Sees to it that what was committed gets into the database file and onto the disk, away from the thread that
/// decides about calls. A commit survives the death of the process without it; this bounds what a power cut takes
/// and how long the write-ahead log grows.
struct Checkpoints: Service {
    static let interval: Duration = .seconds(1)

    let database: AppDatabase
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while true {
                do {
                    try await Task.sleep(for: Self.interval)
                    try await database.checkpoint()
                } catch is CancellationError {
                    return  // the server goes down, and closing the database folds in the rest
                } catch {
                    logger.warning("A checkpoint failed", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
