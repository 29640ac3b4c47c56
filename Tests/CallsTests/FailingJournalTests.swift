import CallCore
import Logging
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Calls

/// A real journal that can be told to fail, as a full or locked disk would make it, and that says what it was given.
final class FailingJournal: CallJournal {
    private struct State {
        var failure: (any Error)?
        var commits = 0
        /// Of all that failed or did not: commits and probes.
        var tries = 0
        /// Asked before each commit.
        var inspect: (@Sendable () -> Void)?
    }

    private let journal: any CallJournal
    private let state = Mutex(State())

    init(_ journal: any CallJournal) {
        self.journal = journal
    }

    func fail(_ isFailing: Bool) { fail(isFailing ? StoreFault.diskFull : nil) }

    func fail(_ failure: (any Error)?) { state.withLock { $0.failure = failure } }

    func beforeCommit(_ inspect: @escaping @Sendable () -> Void) { state.withLock { $0.inspect = inspect } }

    var commits: Int { state.withLock { $0.commits } }

    var tries: Int { state.withLock { $0.tries } }

    private func check() throws {
        let failure = state.withLock { state in
            state.tries += 1
            return state.failure
        }
        if let failure { throw failure }
    }

    func load() throws -> [Call] { try journal.load() }

    func commit(_ calls: [Call], _ lines: [TimelineLine]) throws {
        state.withLock { $0.inspect }?()
        try check()
        try journal.commit(calls, lines)
        state.withLock { $0.commits += 1 }
    }

    func probe() throws {
        try check()
        try journal.probe()
    }

    func ended(_ name: CallID) throws -> Call? { try journal.ended(name) }
}

/// The disk fails for a while: nobody is told what is not so, calls go on and end, and everything is made good
/// afterwards.
struct FailingJournalTests {
    private let fixture: CallFixture
    private let journal: FailingJournal
    private let known = ["call_id": Samples.call]

    init() async throws {
        fixture = try await CallFixture()
        journal = FailingJournal(try SQLiteCallJournal(fixture.database.database))
        try fixture.restart(journal)
    }

    private func inCall() throws -> (alice: Device, bo: Device) {
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        try alice.send("call:initiate", to: "bo", known)
        try bo.send("call:accept", to: "alice", known)
        _ = try (alice.take(), bo.take())
        return (alice, bo)
    }

    @Test("nobody has heard of anything at the moment at which it is saved")
    func saveBeforeSend() throws {
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        _ = try (alice.take(), bo.take())
        let (caller, callee) = (alice.link, bo.link)
        let heard = Mutex<[[String]]>([])
        journal.beforeCommit { heard.withLock { $0.append(caller.take() + callee.take()) } }
        try alice.send("call:initiate", to: "bo", known)
        #expect(heard.withLock { $0 } == [[]])
        #expect(try bo.story() == ["call:incoming", "session:call(ringing)"])
    }

    @Test("a batch is saved once, and told in the order in which it was decided")
    func batch() throws {
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        _ = try (alice.take(), bo.take())
        let before = journal.commits
        fixture.process(
            try alice.says("call:initiate", to: "bo", known), try bo.says("call:accept", to: "alice", known),
            try alice.says("call:offer", to: "bo", ["call_id": Samples.call, "sdp": Samples.sdp]),
            try bo.says("call:end", to: "alice", ["call_id": Samples.call, "reason": "hung_up"]))
        #expect(journal.commits == before + 1)
        #expect(
            try alice.story() == [
                "session:call(calling)", "call:accept", "session:call(in-call)", "call:end(hung_up)",
                "session:call(none)",
            ])
        #expect(
            try bo.story() == [
                "call:incoming", "session:call(ringing)", "session:call(in-call)", "call:offer",
                "session:call(none)",
            ])
    }

    @Test("what changes nothing is told at once and saved later, together")
    func nothingToSave() async throws {
        let (alice, bo) = try inCall()
        let before = journal.commits
        for _ in 0..<3 {
            try alice.send("call:offer", to: "bo", ["call_id": Samples.call, "sdp": Samples.sdp])
        }
        #expect(try bo.story() == ["call:offer", "call:offer", "call:offer"])
        #expect(journal.commits == before)
        #expect(
            try await fixture.timeline()
                == ["call:initiate", "call:accept", "call:offer", "call:offer", "call:offer"])
        #expect(journal.commits == before + 1)
    }

    @Test("a signal that cannot be saved is told to nobody but its sender")
    func unsavedSignal() throws {
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        _ = try (alice.take(), bo.take())
        journal.fail(true)
        try alice.send("call:initiate", to: "bo", known)
        #expect(try alice.story() == ["session:error(cannot_save)", "session:call(none)"])
        #expect(try bo.take().isEmpty)
        #expect(fixture.call(of: "bo") == nil)
        journal.fail(false)
        fixture.advance(by: .seconds(1))
        try alice.send("call:initiate", to: "bo", known)
        #expect(try bo.story() == ["call:incoming", "session:call(ringing)"])
    }

    @Test(
        "in a batch that cannot be saved, what needs no saving takes effect, endings too, the rest does not")
    func unsavedBatch() async throws {
        let (alice, bo) = try inCall()
        let (carl, laptop) = (fixture.device("carl"), fixture.newDevice("alice", 2))
        _ = try carl.take()
        journal.fail(true)
        fixture.process(
            try alice.says("call:offer", to: "bo", ["call_id": Samples.call, "sdp": Samples.sdp]),
            try bo.says("call:end", to: "alice", ["call_id": Samples.call, "reason": "hung_up"]),
            try carl.says("call:initiate", to: "bo", ["call_id": Samples.otherCall]), laptop.opened)
        #expect(try alice.story() == ["call:end(hung_up)", "session:call(none)"])
        #expect(try bo.story() == ["call:offer", "session:call(none)"])
        #expect(try carl.story() == ["session:error(cannot_save)", "session:call(none)"])
        #expect(try laptop.story() == ["session:ready(none)"])
    }

    @Test("in a batch that cannot be saved, a refusal tells nobody of a call that there is not")
    func unsavedSnapshot() throws {
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        _ = try (alice.take(), bo.take())
        journal.fail(true)
        fixture.process(
            try alice.says("call:initiate", to: "bo", known),
            try alice.says("call:offer", to: "bo", ["call_id": Samples.call, "sdp": "no description"]))
        #expect(
            try alice.story() == [
                "session:error(cannot_save)", "session:call(none)", "session:error(invalid_sdp)",
                "session:call(none)",
            ])
        #expect(try bo.take().isEmpty)
    }

    @Test("a call that is refused as busy is no ending of a call: it does not take effect unsaved")
    func unsavedBusy() throws {
        _ = try inCall()
        let carl = fixture.device("carl")
        _ = try carl.take()
        journal.fail(true)
        for _ in 0..<3 { try carl.send("call:initiate", to: "bo", ["call_id": Samples.otherCall]) }
        #expect(
            try carl.story()
                == Array(repeating: ["session:error(cannot_save)", "session:call(none)"], count: 3)
                .flatMap(\.self))
        journal.fail(false)
        fixture.advance(by: .seconds(1))
        try carl.send("call:initiate", to: "bo", ["call_id": Samples.otherCall])
        #expect(try carl.story() == ["call:reject(busy)"])
    }

    @Test("a call can be ended while the disk fails; it is saved as soon as that is possible")
    func unsavedEnding() async throws {
        let (alice, bo) = try inCall()
        journal.fail(true)
        try alice.send("call:end", to: "bo", ["call_id": Samples.call, "reason": "hung_up"])
        #expect(try bo.story() == ["call:end(hung_up)", "session:call(none)"])
        fixture.advance(by: .seconds(10))
        #expect(try journal.load().count == 1)
        journal.fail(false)
        fixture.advance(by: .seconds(1))
        #expect(try journal.load().isEmpty)
        #expect(try journal.ended(CallID(Samples.call)!)?.isEnded == true)
        #expect(try await fixture.timeline().last == "call:end")
    }

    @Test("a device can come and go while the disk fails; a call that both have left still ends in time")
    func connections() throws {
        let (alice, bo) = try inCall()
        journal.fail(true)
        alice.disconnect()
        #expect(try bo.story() == ["session:call(in-call)"])
        bo.disconnect()
        _ = fixture.device("carl")
        fixture.advance(by: .seconds(61))
        #expect(fixture.call(of: "alice") == nil)
        #expect(try fixture.device("alice").story() == ["session:ready(none)"])
    }

    @Test("a deadline that passes while the disk fails ends the call in time")
    func deadline() throws {
        let alice = fixture.device("alice")
        try alice.send("call:initiate", to: "bo", known)
        _ = try alice.take()
        journal.fail(true)
        fixture.advance(by: .seconds(46))
        #expect(try alice.story() == ["call:end(no_answer)", "session:call(none)"])
        journal.fail(false)
        fixture.advance(by: .seconds(2))
        #expect(try journal.load().isEmpty)
    }

    // MARK: A store that is ill

    @Test("a store that is ill is tried once a second, however much is decided meanwhile")
    func triedOnceASecond() throws {
        let (alice, bo) = try inCall()
        let carl = fixture.device("carl")
        journal.fail(true)
        let before = journal.tries
        for _ in 0..<5 { try carl.send("call:initiate", to: "dora", ["call_id": Samples.otherCall]) }
        try carl.send("call:initiate", to: "bo", ["call_id": Samples.otherCall])
        try carl.send("call:initiate", to: "bo", ["call_id": Samples.otherCall])
        try alice.send("call:offer", to: "bo", ["call_id": Samples.call, "sdp": Samples.sdp])
        try bo.send("call:end", to: "alice", ["call_id": Samples.call, "reason": "hung_up"])
        #expect(journal.tries == before + 1)
        fixture.advance(by: .seconds(10))
        #expect(journal.tries == before + 11)
    }

    @Test("an idle service finds out by itself that the store is well again")
    func idle() throws {
        let alice = fixture.device("alice")
        journal.fail(StoreFault.locked)
        try alice.send("call:initiate", to: "bo", known)
        #expect(fixture.service.storeFault == .locked)
        #expect(!fixture.service.statistics.isStoreWritable)
        journal.fail(StoreFault.diskFull)
        fixture.advance(by: .seconds(1))
        #expect(fixture.service.storeFault == .diskFull)
        journal.fail(nil)
        fixture.advance(by: .seconds(1))
        #expect(fixture.service.storeFault == nil)
        #expect(fixture.service.statistics.isStoreWritable)
    }

    @Test("what cannot be saved although the store is well makes it ill for nobody else")
    func unsaveable() throws {
        struct Unfit: Error {}
        let (alice, carl) = (fixture.device("alice"), fixture.device("carl"))
        _ = try (alice.take(), carl.take())
        journal.fail(Unfit())
        try alice.send("call:initiate", to: "bo", known)
        #expect(try alice.story() == ["session:error(internal_error)", "session:call(none)"])
        #expect(fixture.service.storeFault == nil)
        journal.fail(nil)
        try carl.send("call:initiate", to: "bo", ["call_id": Samples.otherCall])
        #expect(try carl.story() == ["session:call(calling)"])
    }

    @Test("a refused ending is no news that is answered with the same again: each message has one answer")
    func noLoop() throws {
        let (alice, bo) = try inCall()
        journal.fail(true)
        for _ in 0..<3 {
            try bo.send("call:end", to: "alice", ["call_id": Samples.call, "reason": "hung_up"])
        }
        #expect(
            try bo.story() == [
                "session:call(none)", "call:end(hung_up)", "session:call(none)", "call:end(hung_up)",
                "session:call(none)",
            ])
        #expect(try alice.story() == ["call:end(hung_up)", "session:call(none)"])
    }
}
