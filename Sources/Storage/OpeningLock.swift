import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lets one process at a time open the databases of a folder.
///
/// SQLite does not wait for others when it turns the write-ahead log on, and migrations that run side by
/// side fail at each other's tables. On the first day `duet serve` and `duet user add` may well do both at
/// once. The lock is one on the folder (flock(2)), so it leaves no file behind, and the system takes it back
/// from a process that dies.
enum OpeningLock {
    private static let pollInterval: useconds_t = 5_000

    /// Runs the body while this process holds the lock. Where a folder cannot be locked, on some network file
    /// systems, the body runs without.
    ///
    /// - Parameters:
    ///   - file: the database that is about to be opened.
    ///   - timeout: how long others are waited for, in seconds.
    /// - Throws: `DatabaseOpenError` when they take longer, and what the body throws.
    static func hold<Result>(
        for file: DatabaseFile, timeout: TimeInterval, _ body: () throws -> Result
    ) throws -> Result {
        let descriptor = open(file.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return try body() }
        // Closing gives the lock back.
        defer { close(descriptor) }
        let deadline = ContinuousClock.now + .seconds(timeout)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
            guard ContinuousClock.now < deadline else { throw DatabaseOpenError.locked(file.path) }
            usleep(pollInterval)
        }
        return try body()
    }
}
