import CallCore
import Storage
import TestSupport
import Testing

@testable import Calls

/// What a device hears first, and when it may say more.
struct OrderTests {
    private let known = ["call_id": Samples.call]

    @Test("a socket hears its session:ready first, also of what was decided together with its opening")
    func readyFirst() async throws {
        let fixture = try await CallFixture()
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        _ = try (alice.take(), bo.take())
        let again = fixture.newDevice("bo")
        fixture.process(try alice.says("call:initiate", to: "bo", known), again.opened)
        #expect(try again.story() == ["session:ready(ringing)", "call:incoming"])
        #expect(try bo.take().isEmpty)
        #expect(bo.link.closing == .replaced)
    }

    @Test("a device that opens two sockets at once hears on the second only, and once that it is ready")
    func twoSocketsAtOnce() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let (first, second) = (fixture.newDevice("bo"), fixture.newDevice("bo"))
        fixture.process(try alice.says("call:initiate", to: "bo", known), first.opened, second.opened)
        #expect(try first.take().isEmpty)
        #expect(try second.story() == ["session:ready(ringing)", "call:incoming"])
    }

    @Test("the same while the disk fails")
    func readyFirstUnsaved() async throws {
        let fixture = try await CallFixture()
        let journal = FailingJournal(try SQLiteCallJournal(fixture.database.database))
        try fixture.restart(journal)
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        try alice.send("call:initiate", to: "bo", known)
        try bo.send("call:accept", to: "alice", known)
        _ = try (alice.take(), bo.take())
        journal.fail(true)
        let again = fixture.newDevice("bo")
        fixture.process(
            try alice.says("call:end", to: "bo", ["call_id": Samples.call, "reason": "hung_up"]), again.opened
        )
        #expect(try again.story() == ["session:ready(none)"])
    }

    @Test(
        "every message is counted as dealt with once: relayed, refused, unread, of a socket that was replaced"
    )
    func handled() async throws {
        let fixture = try await CallFixture()
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        try alice.send("call:initiate", to: "bo", known)
        try bo.send("call:accept", to: "alice", known)
        try alice.send("call:offer", to: "bo", ["call_id": Samples.call, "sdp": Samples.sdp])
        try alice.send("call:offer", to: "carl", ["call_id": Samples.call, "sdp": Samples.sdp])
        alice.send(text: "no json")
        #expect(alice.link.handledCount == 4)
        #expect(bo.link.handledCount == 1)
        _ = fixture.device("bo")
        try bo.send("call:end", to: "alice", ["call_id": Samples.call, "reason": "hung_up"])
        #expect(bo.link.handledCount == 2)
    }
}
