import Calls
import Logging
import ServiceLifecycle
import Storage

/// Sees to it that what was committed gets into the database file and onto the disk, away from the thread that
/// decides about calls. A commit survives the death of the process without it; this bounds what a power cut takes
/// and how long the write-ahead log grows.
///
/// And finds out whether the database can be written, also while nobody calls.
struct StoreWatch: Service {
    static let interval: Duration = .seconds(1)
    /// So many rounds lie between two probes of a database that is well. One that is not is probed in each.
    static let roundsBetweenProbes = 5

    let database: AppDatabase
    let health: StoreHealth
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var upkeep: SQLiteUpkeep?
            var round = 0
            while true {
                do {
                    try await Task.sleep(for: Self.interval)
                    let open = try upkeep ?? SQLiteUpkeep(database)
                    upkeep = open
                    try await open.checkpoint()
                    round += 1
                    guard health.fault != nil || round.isMultiple(of: Self.roundsBetweenProbes) else {
                        continue
                    }
                    try await open.probe()
                    tell(nil)
                } catch is CancellationError {
                    return  // the server goes down, and closing the database folds in the rest
                } catch {
                    // A connection that was opened while the file could not be written never writes. One that cannot be
                    // closed is used on.
                    if (try? upkeep?.close()) != nil { upkeep = nil }
                    tell(error as? StoreFault ?? .other("\(error)"))
                }
            }
        }
    }

    /// What is so for long is logged once.
    private func tell(_ fault: StoreFault?) {
        guard health.tell(fault) != fault else { return }
        if let fault {
            logger.error("The database cannot be written", metadata: ["error": "\(fault.message)"])
        } else {
            logger.notice("The database can be written again")
        }
    }
}
