#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lets one server at a time run on a database. A second one would take the first one's calls for those of
/// a process that died.
///
/// The lock is one on the file (flock(2)), which SQLite's own (fcntl(2)) do not see. It is held until the
/// process ends, however it ends: closing any descriptor of the file earlier would give SQLite's locks back
/// behind its back.
package enum ServerLock {
    /// Takes the lock of an open database for the rest of the process's life.
    /// - Throws: ``DatabaseOpenError`` with the code `locked` when another server has it.
    package static func hold(databasePath path: String) throws(DatabaseOpenError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .notWritable(path) }
        // On file systems without such locks, some network ones, the server runs without.
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
        throw DatabaseOpenError(
            .locked,
            "Another Duet server is running on the database \(path). Stop that one, or name another file with --database."
        )
    }
}
