import CallCore
import Foundation
import Storage
import TestSupport
import Testing

@testable import Calls

/// Somebody else holds the database: on a real file, with a second connection that SQLite knows nothing else of.
struct LockedStoreTests {
    private let fixture: CallFixture
    private let holder: StoreHolder
    private let known = ["call_id": Samples.call]

    init() async throws {
        fixture = try await CallFixture()
        holder = try StoreHolder(fixture.database)
    }

    @Test(
        "one decision waits for whoever holds the database, for a moment, and those after it not at all",
        arguments: ["IMMEDIATE", "EXCLUSIVE"])
    func patience(lock: String) throws {
        let journal = FailingJournal(try SQLiteCallJournal(fixture.database.database))
        try fixture.restart(journal)
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        _ = try (alice.take(), bo.take())
        try holder.hold(lock)
        try alice.send("call:initiate", to: "bo", known)
        #expect(try alice.story() == ["session:error(cannot_save)", "session:call(none)"])
        #expect(fixture.service.storeFault == .locked)
        let tries = journal.tries
        for _ in 0..<20 { try alice.send("call:initiate", to: "bo", known) }
        #expect(journal.tries == tries, "each of the twenty would have waited")

        try holder.release()
        _ = try (alice.take(), bo.take())
        fixture.advance(by: .seconds(1))
        try alice.send("call:initiate", to: "bo", known)
        #expect(try bo.story() == ["call:incoming", "session:call(ringing)"])
    }

    @Test("a call goes on and ends while somebody holds the database, and is saved as ended afterwards")
    func ending() throws {
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        try alice.send("call:initiate", to: "bo", known)
        try bo.send("call:accept", to: "alice", known)
        _ = try (alice.take(), bo.take())
        try holder.hold("IMMEDIATE")
        try alice.send("call:offer", to: "bo", ["call_id": Samples.call, "sdp": Samples.sdp])
        try alice.send("call:end", to: "bo", ["call_id": Samples.call, "reason": "hung_up"])
        #expect(try bo.story() == ["call:offer", "call:end(hung_up)", "session:call(none)"])
        fixture.advance(by: .seconds(5))
        try holder.release()
        fixture.advance(by: .seconds(1))
        try fixture.restart()
        #expect(fixture.call(of: "alice") == nil)
    }

    @Test("who can be called, and how a call ended, is read while somebody holds the database")
    func reading() throws {
        let alice = fixture.device("alice")
        _ = try alice.take()
        try holder.hold("EXCLUSIVE")
        // One that had to wait in vain would be answered that it did not work.
        try alice.send("call:initiate", to: "dora", known)
        try alice.send("call:end", to: "bo", ["call_id": Samples.otherCall, "reason": "hung_up"])
        #expect(
            try alice.story() == [
                "session:error(user_disabled)", "session:call(none)", "session:error(unknown_call)",
                "session:call(none)",
            ])
    }
}
