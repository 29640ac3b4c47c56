import Calls
import Synchronization

/// What the ``StoreWatch`` has found out last, for whoever asks how the server is.
final class StoreHealth: Sendable {
    private let found = Mutex<StoreFault?>(nil)

    /// Why the database cannot be written; nil when nothing is known against it.
    var fault: StoreFault? { found.withLock { $0 } }

    /// - Returns: What was so until now.
    func tell(_ fault: StoreFault?) -> StoreFault? {
        found.withLock { found in
            defer { found = fault }
            return found
        }
    }
}
