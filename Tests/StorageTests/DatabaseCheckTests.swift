import Calls
import Foundation
import GRDB
import Storage
import TestSupport
import Testing

@Suite struct DatabaseCheckTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path("duet.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    private func change(_ statement: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: statement) }
        try queue.close()
    }

    @Test func `a database that can be used is found so, and is as it was`() throws {
        try AppDatabase(path: path).close()
        let before = try folder.contents()
        #expect(try DatabaseCheck(path: path).run() == .current)
        #expect(try folder.contents() == before)
    }

    @Test func `so it is beside a server that has it open`() throws {
        let database = try AppDatabase(path: path)
        #expect(try DatabaseCheck(path: path).run() == .current)
        try database.close()
    }

    @Test func `nothing is made where there is nothing`() throws {
        #expect(try DatabaseCheck(path: path).run() == .missing)
        #expect(try DatabaseCheck(path: folder.path("data/duet.sqlite")).run() == .missing)
        #expect(try folder.contents().isEmpty)
    }

    @Test func `an earlier version's is not brought up to date`() throws {
        try AppDatabase(path: path).close()
        try change(
            "DELETE FROM grdb_migrations WHERE identifier = (SELECT max(identifier) FROM grdb_migrations)")
        let before = try folder.contents()
        #expect(try DatabaseCheck(path: path).run() == .older)
        #expect(try folder.contents() == before)
    }

    @Test func `that nothing can be written to it is told`() throws {
        try AppDatabase(path: path).close()
        try change("CREATE TRIGGER broken BEFORE INSERT ON probe BEGIN INSERT INTO nowhere VALUES (1); END")
        let before = try folder.contents()
        #expect(throws: StoreFault.other("no such table: main.nowhere")) {
            try DatabaseCheck(path: path).run()
        }
        #expect(try folder.contents() == before)
    }

    @Test func `that the disk takes no file beside it is told`() throws {
        try AppDatabase(path: path).close()
        try FileManager.default.createDirectory(
            atPath: path + "-room", withIntermediateDirectories: false)
        let before = try folder.contents()
        #expect(throws: StoreFault.other("Is a directory")) { try DatabaseCheck(path: path).run() }
        #expect(try folder.contents() == before)
    }

    @Test func `another program's is refused and left alone`() throws {
        try change("CREATE TABLE book (title TEXT)")
        let before = try folder.contents()
        let error = try #require(throws: DatabaseOpenError.self) { try DatabaseCheck(path: path).run() }
        #expect(error.code == .foreign)
        #expect(try folder.contents() == before)
    }

    @Test func `one whose folder's folder is not there cannot be made`() throws {
        let error = try #require(throws: DatabaseOpenError.self) {
            try DatabaseCheck(path: folder.path("no/such/duet.sqlite")).run()
        }
        #expect(error.code == .notCreatable)
    }
}
