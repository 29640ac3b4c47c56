import Foundation
import GRDB

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file before it is opened for good: that it is there, and that it is ours.
struct DatabaseFile {
    /// Absolute.
    let path: String

    var folder: String { (path as NSString).deletingLastPathComponent }

    init(path: String) {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
    }

    /// Sees to an existing, writable file. SQLite would do that too, but would give a new file the
    /// permissions of the umask, and a read-only one would show only at the first write.
    func createIfMissing() throws(DatabaseOpenError) {
        switch kind(of: path) {
        case .file: try demandRights()
        case .folder: throw .notCreatable(path, because: "there is a folder of that name")
        case .missing: try create()
        }
    }

    /// Is the file there, and does this user have the rights that a server needs? Changes nothing.
    func isThere() throws(DatabaseOpenError) -> Bool {
        switch kind(of: path) {
        case .file:
            try demandRights()
            return true
        case .folder: throw .notCreatable(path, because: "there is a folder of that name")
        case .missing:
            // What lies in a folder that may not be searched cannot be told from what is missing.
            let parent = (folder as NSString).deletingLastPathComponent
            guard access(kind(of: folder) == .missing ? parent : folder, W_OK | X_OK) == 0 else {
                throw .notCreatable(path, because: reason(errno))
            }
            return false
        }
    }

    private func demandRights() throws(DatabaseOpenError) {
        // SQLite keeps the write-ahead log in the same folder.
        guard access(path, R_OK | W_OK) == 0, access(folder, W_OK | X_OK) == 0 else {
            throw .notWritable(path)
        }
    }

    /// Makes sure that this program may open the file, without changing anything on the disk.
    ///
    /// - Throws: `DatabaseOpenError`, `DatabaseError`.
    func inspect(migrator: DatabaseMigrator, busyTimeout: TimeInterval) throws {
        guard size(of: path) > 0 else { return }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(busyTimeout)
        let queue = try DatabaseQueue(path: inspectionPath, configuration: configuration)
        try queue.read { db in
            guard try isOurs(db, migrator: migrator) else {
                throw DatabaseOpenError(
                    .foreign,
                    "The database \(path) belongs to another program. Name another file.")
            }
            guard try !migrator.hasBeenSuperseded(db) else {
                throw DatabaseOpenError(
                    .tooNew,
                    "The database \(path) was written by a later version of Duet. Install that version again."
                )
            }
        }
        try queue.close()
    }

    /// Reading a database in WAL mode creates `-wal` and `-shm` files, unless SQLite is told that nobody
    /// writes. That may be said only when there is no log: everything is in the file itself then, and no
    /// process of ours has it open. Where there is a log, both files are there anyway.
    private var inspectionPath: String {
        guard size(of: path + "-wal") == 0,
            let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
        else { return path }
        return "file:\(escaped)?immutable=1"
    }

    private func isOurs(_ db: Database, migrator: DatabaseMigrator) throws -> Bool {
        if try Int32.fetchOne(db, sql: "PRAGMA application_id") == AppDatabase.applicationID {
            return true
        }
        // Whoever died before the end of the first migration has left nothing but an empty list of them.
        let tables = try String.fetchAll(
            db, sql: "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        return try tables.allSatisfy { $0 == "grdb_migrations" } && migrator.appliedIdentifiers(db).isEmpty
    }

    private func create() throws(DatabaseOpenError) {
        let hasMadeFolder = try createFolderIfMissing()
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
            return
        }
        let failure = errno
        // Another process was quicker, which is as good.
        if failure == EEXIST { return }
        if hasMadeFolder { rmdir(folder) }
        throw .notCreatable(path, because: reason(failure))
    }

    /// - Returns: whether it was made here.
    private func createFolderIfMissing() throws(DatabaseOpenError) -> Bool {
        switch kind(of: folder) {
        case .folder:
            return false
        case .file:
            throw .notCreatable(path, because: "\(folder) is not a folder")
        case .missing:
            if mkdir(folder, 0o700) == 0 { return true }
            let failure = errno
            if failure == EEXIST { return false }
            throw .notCreatable(path, because: "its folder \(folder) cannot be made: \(reason(failure))")
        }
    }

    private enum Kind {
        case file, folder, missing
    }

    private func kind(of path: String) -> Kind {
        var status = stat()
        guard stat(path, &status) == 0 else { return .missing }
        return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
    }

    /// What tells the file from another one of the same name.
    struct Identity: Hashable, Sendable {
        fileprivate let device: UInt64
        fileprivate let number: UInt64
    }

    /// nil when there is no such file.
    var identity: Identity? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            number: UInt64(truncatingIfNeeded: status.st_ino))
    }

    /// In bytes; zero when there is no such file.
    private func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private func reason(_ code: Int32) -> String {
        let text = String(cString: strerror(code))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
