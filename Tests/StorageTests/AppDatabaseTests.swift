import Accounts
import CallCore
import Dispatch
import Foundation
import GRDB
import Storage
import Synchronization
import TestSupport
import Testing

@Suite struct AppDatabaseTests {
    @Test func `a new file is for its owner alone, and so is its log`() throws {
        let folder = try TemporaryFolder()
        let database = try AppDatabase(path: folder.path("duet.sqlite"))
        #expect(try folder.permissions("duet.sqlite") == 0o600)
        #expect(try folder.permissions("duet.sqlite-wal") == 0o600)
        #expect(try folder.permissions("duet.sqlite-shm") == 0o600)
        try database.close()
        #expect(try Array(folder.contents().keys) == ["duet.sqlite"])
    }

    /// As whoever ends the server cannot know who still holds a store at that moment: a push that is under way, say.
    @Test func `closing leaves one whole file also when stores are still held`() async throws {
        let folder = try TemporaryFolder()
        let database = try AppDatabase(path: folder.path("duet.sqlite"))
        let journal = try SQLiteCallJournal(database)
        let people = try SQLitePeopleDirectory(database)
        let subscriptions = try SQLitePushStore(database)
        let upkeep = try SQLiteUpkeep(database)
        try journal.probe()
        try await upkeep.probe()
        try database.close()
        #expect(try Array(folder.contents().keys) == ["duet.sqlite"])

        #expect(throws: (any Error).self) { try journal.probe() }
        await #expect(throws: (any Error).self) { try await upkeep.probe() }
        withExtendedLifetime((people, subscriptions)) {}
    }

    @Test func `a missing folder is made, for its owner alone`() throws {
        let folder = try TemporaryFolder()
        _ = try AppDatabase(path: folder.path("data/duet.sqlite"))
        #expect(try folder.permissions("data") == 0o700)
    }

    @Test func `every connection is set up alike`() async throws {
        let temporary = try TemporaryDatabase()
        let pool = temporary.database.pool
        #expect(try await pool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        #expect(try await pool.read { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
        #expect(try await pool.write { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
        #expect(try await pool.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 1 /* NORMAL */)
        #expect(try await pool.write { try Int.fetchOne($0, sql: "PRAGMA busy_timeout") } == 5000)
    }

    @Test func `every table is strict and every foreign key has an index`() async throws {
        let temporary = try TemporaryDatabase()
        let loose = try await temporary.database.pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM pragma_table_list
                    WHERE schema = 'main' AND type = 'table' AND NOT strict
                    """)
        }
        #expect(Set(loose) == ["sqlite_schema", "grdb_migrations"])

        let unindexed = try await temporary.database.pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT t.name || '.' || f."from"
                    FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f
                    WHERE t.schema = 'main' AND NOT EXISTS (
                        SELECT * FROM pragma_index_list(t.name) AS i, pragma_index_info(i.name) AS c
                        WHERE c.seqno = 0 AND c.name = f."from")
                    """)
        }
        #expect(unindexed == [])
    }

    @Test func `opening again finds what was written`() async throws {
        let folder = try TemporaryFolder()
        let account = Account(
            id: UserID("a1")!, username: "alice", name: "Alice", isDisabled: false,
            createdAt: Timestamp(milliseconds: 1_800_000_000_000))
        let first = try AppDatabase(path: folder.path("duet.sqlite"))
        try await SQLiteAccountStore(first).insert(account, passwordHash: "$scrypt$x")
        try first.close()

        let second = try AppDatabase(path: folder.path("duet.sqlite"))
        #expect(try await SQLiteAccountStore(second).accounts() == [account.with(.administrator)])
    }

    /// What a process that was killed leaves behind: a log that nobody has folded into the file.
    @Test func `what stands only in the log is found too`() async throws {
        let folder = try TemporaryFolder()
        let account = Account(
            id: UserID("a1")!, username: "alice", name: "Alice", isDisabled: false,
            createdAt: Timestamp(milliseconds: 1_800_000_000_000))
        let living = try AppDatabase(path: folder.path("duet.sqlite"))
        try await SQLiteAccountStore(living).insert(account, passwordHash: "$scrypt$x")

        let left = try TemporaryFolder()
        for name in ["duet.sqlite", "duet.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: folder.path(name), toPath: left.path(name))
        }

        let reopened = try AppDatabase(path: left.path("duet.sqlite"))
        #expect(try await SQLiteAccountStore(reopened).accounts() == [account.with(.administrator)])
    }

    @Test func `a database that somebody else holds can be opened`() throws {
        let temporary = try TemporaryDatabase()
        let holder = try StoreHolder(temporary)
        try holder.hold("IMMEDIATE")
        try AppDatabase(path: temporary.path, busyTimeout: 0.1).close()
        try holder.release()
    }

    @Test(arguments: ["with space", "50%25?mode=memory#x", "fünf"])
    func `any path will do`(name: String) throws {
        let folder = try TemporaryFolder()
        try AppDatabase(path: folder.path(name)).close()
        try AppDatabase(path: folder.path(name)).close()
        #expect(try Array(folder.contents().keys) == [name])
    }

    @Test func `an empty file is taken for a new database`() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: folder.url.appending(path: "duet.sqlite"))
        let database = try AppDatabase(path: folder.path("duet.sqlite"))
        #expect(try database.pool.read(AppDatabase.migrator.hasCompletedMigrations))
    }

    /// As `duet serve` and `duet user add` may, on the first day.
    @Test func `many may open a new file at once`() throws {
        let folder = try TemporaryFolder()
        for round in 0..<20 {
            let path = folder.path("\(round).sqlite")
            let failures = Mutex<[String]>([])
            DispatchQueue.concurrentPerform(iterations: 4) { _ in
                do {
                    let database = try AppDatabase(path: path)
                    let isComplete = try database.pool.read(AppDatabase.migrator.hasCompletedMigrations)
                    if !isComplete { failures.withLock { $0.append("incomplete") } }
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
            #expect(failures.withLock { $0 } == [])
        }
    }
}
