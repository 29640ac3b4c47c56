import CallCore
import Calls
import Foundation
import GRDB
import Storage
import TestSupport
import Testing

/// Who waits for whom: the deciding thread for those of its own process who write at the same time.
@Suite(.timeLimit(.minutes(1)))
struct JournalPatienceTests {
    private let temporary: TemporaryDatabase
    private let journal: SQLiteCallJournal
    private let impatient: SQLiteCallJournal
    private let disk = SlowDisk()

    init() throws {
        temporary = try TemporaryDatabase()
        journal = try SQLiteCallJournal(temporary.database, patience: .seconds(30))
        impatient = try SQLiteCallJournal(temporary.database, patience: .milliseconds(300))
        temporary.database.pool.add(transactionObserver: disk, extent: .databaseLifetime)
    }

    /// Does something while a commit of this process waits for the disk.
    private func whileCommitting(_ work: () throws -> Void) async throws {
        async let written: Void = temporary.database.pool.write { db in
            try db.execute(sql: "INSERT OR REPLACE INTO probe VALUES (1, 7)")
        }
        await disk.isAsked()
        defer { disk.answer() }
        try work()
        disk.answer()
        try await written
    }

    @Test("a commit of this process is waited for until the disk has answered")
    func ownCommit() async throws {
        try await whileCommitting {
            disk.answer(after: 0.4)
            try journal.commit([], [])
        }
    }

    @Test("but not for ever")
    func stuckDisk() async throws {
        try await whileCommitting {
            #expect(throws: StoreFault.locked) { try impatient.commit([], []) }
        }
        try journal.commit([], [])
    }

    @Test("others are not waited for as long")
    func others() throws {
        let holder = try StoreHolder(temporary)
        try holder.hold("IMMEDIATE")
        expectRefusedEarly { try journal.commit([], []) }
        try holder.release()
    }

    /// Much earlier than after the thirty seconds for which the journal waits for its own process.
    private func expectRefusedEarly(_ work: () throws -> Void) {
        let waited = ContinuousClock().measure { #expect(throws: StoreFault.locked) { try work() } }
        #expect(waited < .seconds(10))
    }

    @Test("a probe waits for nobody, and whoever commits after it waits as before")
    func probe() async throws {
        try await whileCommitting {
            expectRefusedEarly { try journal.probe() }
            disk.answer(after: 0.4)
            try journal.commit([], [])
        }
    }
}

/// Lets whoever commits wait until it is told to answer.
private final class SlowDisk: TransactionObserver, Sendable {
    private let asked: AsyncStream<Void>
    private let asks: AsyncStream<Void>.Continuation
    private let answers = DispatchSemaphore(value: 0)

    init() {
        (asked, asks) = AsyncStream.makeStream()
    }

    func isAsked() async {
        for await _ in asked { return }
    }

    func answer() { answers.signal() }

    /// After so many seconds, more than are waited for others.
    func answer(after seconds: Double) {
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: seconds)
            self.answer()
        }
    }

    func observes(eventsOfKind _: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with _: DatabaseEvent) {}
    func databaseWillCommit() {
        asks.yield()
        answers.wait()
    }
    func databaseDidCommit(_: Database) {}
    func databaseDidRollback(_: Database) {}
}
