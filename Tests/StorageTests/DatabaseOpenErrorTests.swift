import Foundation
import GRDB
import Storage
import Testing

@Suite struct DatabaseOpenErrorTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Opens and expects the code, a sentence that names the path, and an untouched disk.
    private func expectRefusal(
        _ code: DatabaseOpenError.Code, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try folder.contents()
        let error = try #require(throws: DatabaseOpenError.self, sourceLocation: sourceLocation) {
            try AppDatabase(path: folder.path(name), busyTimeout: 0.05)
        }
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        #expect(error.message.contains(folder.path(name)), sourceLocation: sourceLocation)
        #expect(error.message.hasSuffix("."), sourceLocation: sourceLocation)
        #expect(try folder.contents() == before, sourceLocation: sourceLocation)
    }

    @Test func `a folder above that is missing`() throws {
        try expectRefusal(.notCreatable, "missing/data/duet.sqlite")
    }

    @Test func `a folder that is a file`() throws {
        try Data("x".utf8).write(to: folder.url.appending(path: "file"))
        try expectRefusal(.notCreatable, "file/duet.sqlite")
        try expectRefusal(.notCreatable, "file/data/duet.sqlite")
    }

    @Test func `a file that is a folder`() throws {
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "duet.sqlite"), withIntermediateDirectories: false)
        try expectRefusal(.notCreatable, "duet.sqlite")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self")))
    func `a place where not even root can make a file`() throws {
        for path in ["/proc/duet.sqlite", "/proc/duet/duet.sqlite"] {
            let error = try #require(throws: DatabaseOpenError.self) { try AppDatabase(path: path) }
            #expect(error.code == .notCreatable)
            #expect(error.message.contains(path))
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func `a folder and a file without the right to write`() throws {
        try AppDatabase(path: folder.path("duet.sqlite")).close()
        chmod(folder.path("duet.sqlite"), 0o400)
        try expectRefusal(.notWritable, "duet.sqlite")
        chmod(folder.path("duet.sqlite"), 0o600)
        chmod(folder.url.path, 0o500)
        defer { chmod(folder.url.path, 0o700) }
        try expectRefusal(.notWritable, "duet.sqlite")
        try expectRefusal(.notCreatable, "other.sqlite")
    }

    @Test func `a file that is no database`() throws {
        try Data("Dear diary, today nobody called. ".utf8)
            .write(to: folder.url.appending(path: "duet.sqlite"))
        try expectRefusal(.notADatabase, "duet.sqlite")
        try Data(repeating: 0xFF, count: 8192).write(to: folder.url.appending(path: "duet.sqlite"))
        try expectRefusal(.notADatabase, "duet.sqlite")
    }

    @Test func `a database of another program`() throws {
        let other = try DatabaseQueue(path: folder.path("duet.sqlite"))
        try other.write { db in try db.execute(sql: "CREATE TABLE bookmark (url TEXT)") }
        try other.close()
        try expectRefusal(.foreign, "duet.sqlite")
    }

    @Test func `a database of another program that uses migrations too`() throws {
        let other = try DatabasePool(path: folder.path("duet.sqlite"))
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in try db.execute(sql: "CREATE TABLE bookmark (url TEXT)") }
        try migrator.migrate(other)
        try other.close()
        try expectRefusal(.foreign, "duet.sqlite")
    }

    @Test func `a schema from a later version, at rest`() throws {
        let later = try openWithLaterSchema()
        try later.close()
        try expectRefusal(.tooNew, "duet.sqlite")
    }

    @Test func `a schema from a later version, while that version runs`() throws {
        let later = try openWithLaterSchema()
        #expect(try folder.contents()["duet.sqlite-wal"]?.isEmpty == false)
        try expectRefusal(.tooNew, "duet.sqlite")
        #expect(throws: Never.self) {
            try later.write { db in try db.execute(sql: "INSERT INTO video (id) VALUES (1)") }
        }
    }

    /// A later version that is killed leaves its migration in the log alone.
    @Test func `a schema from a later version, of which only the log knows`() throws {
        let living = try TemporaryFolder()
        let later = try openWithLaterSchema(in: living)
        for name in ["duet.sqlite", "duet.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: living.path(name), toPath: folder.path(name))
        }
        let before = try folder.contents()

        let error = try #require(throws: DatabaseOpenError.self) {
            try AppDatabase(path: folder.path("duet.sqlite"))
        }

        #expect(error.code == .tooNew)
        // SQLite may lay an index of the log beside it; the data stays as it was.
        let after = try folder.contents()
        for name in ["duet.sqlite", "duet.sqlite-wal"] { #expect(after[name] == before[name]) }
        try later.close()
    }

    @Test func `a file that another program has locked`() throws {
        try AppDatabase(path: folder.path("duet.sqlite")).close()
        let other = try DatabaseQueue(path: folder.path("duet.sqlite"))
        try other.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            try db.inTransaction(.exclusive) {
                try expectRefusal(.locked, "duet.sqlite")
                return .rollback
            }
        }
        #expect(throws: Never.self) { try AppDatabase(path: folder.path("duet.sqlite")) }
    }

    @Test func `a folder in which another process is opening a database`() throws {
        let descriptor = open(folder.url.path, O_RDONLY)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX) == 0)
        // The file may be made before the lock is asked for, but nothing is written into it.
        let error = try #require(throws: DatabaseOpenError.self) {
            try AppDatabase(path: folder.path("duet.sqlite"), busyTimeout: 0.05)
        }
        #expect(error.code == .locked)
        #expect(try folder.contents() == ["duet.sqlite": Data()])

        #expect(flock(descriptor, LOCK_UN) == 0)
        #expect(throws: Never.self) { try AppDatabase(path: folder.path("duet.sqlite")) }
    }

    private func openWithLaterSchema(in folder: TemporaryFolder? = nil) throws -> DatabasePool {
        let path = (folder ?? self.folder).path("duet.sqlite")
        try AppDatabase(path: path).close()
        let pool = try DatabasePool(path: path)
        var migrator = AppDatabase.migrator
        migrator.registerMigration("9999-from-the-future") { db in
            try db.execute(sql: "CREATE TABLE video (id INTEGER) STRICT")
        }
        try migrator.migrate(pool)
        return pool
    }
}
