import Foundation

/// Does blocking work on a thread of its own: the load waits for sockets all the time, and must not hold up a
/// thread that tasks share.
func onOwnThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result { try work() }) }
    }
}
