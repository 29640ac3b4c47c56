import CallCore
import Logging
import Signaling
import Storage
import Switchboard
import Synchronization
import TestSupport
import Testing

/// A real store that can be told to fail, as a full or locked disk would make it.
private final class FailingStore: CallStore {
    struct Failure: Error {}

    private let store: SQLiteCallStore
    private let failing = Mutex(false)

    init(_ store: SQLiteCallStore) {
        self.store = store
    }

    func fail(_ isFailing: Bool) { failing.withLock { $0 = isFailing } }

    private func check() throws {
        if failing.withLock({ $0 }) { throw Failure() }
    }

    func begin(
        _ initiation: Initiation, entry: TimelineEntry, decide: (Initiation.Situation) -> Initiation.Decision
    ) throws -> Initiation.Decision {
        try check()
        return try store.begin(initiation, entry: entry, decide: decide)
    }

    func update(_ id: CallID, change: (inout Call) -> CallChange) throws -> (call: Call, change: CallChange)?
    {
        try check()
        return try store.update(id, change: change)
    }

    func call(_ id: CallID) throws -> Call? {
        try check()
        return try store.call(id)
    }

    func current(of user: UserID) throws -> Call? {
        try check()
        return try store.current(of: user)
    }

    func unended() throws -> [Call] { try store.unended() }
}

/// The disk fails for a while: nobody is told what is not so, and everything is made good afterwards.
struct FailingStoreTests {
    private let stage: Stage
    private let store: FailingStore

    init() async throws {
        let stage = try await Stage()
        let store = FailingStore(stage.store)
        try await stage.replaceStore(store)
        self.stage = stage
        self.store = store
    }

    @Test("a signal that cannot be saved is told to nobody but its sender")
    func unsavedSignal() async throws {
        let alice = try await stage.device("alice")
        let bo = try await stage.device("bo")
        _ = try (alice.take(), bo.take())
        store.fail(true)
        try await alice.send("call:initiate", to: "bo", ["call_id": Samples.call])
        #expect(try alice.story() == ["session:error(internal_error)"])
        #expect(try bo.take().isEmpty)
        store.fail(false)
        try await alice.send("call:initiate", to: "bo", ["call_id": Samples.call])
        #expect(try bo.story() == ["call:incoming", "session:call(ringing)"])
    }

    @Test("a device that cannot be let in leaves nothing behind, and does not push out its older socket")
    func failedConnect() async throws {
        let first = try await stage.device("alice")
        store.fail(true)
        await #expect(throws: FailingStore.Failure.self) { _ = try await stage.device("alice") }
        #expect(first.link.closing == nil)
        await #expect(throws: FailingStore.Failure.self) { _ = try await stage.device("bo") }
        #expect(await stage.switchboard.onlineUsers == [first.party.user])
    }

    @Test("lost sockets that could not be noted are noted later: the call still ends as abandoned")
    func failedDisconnect() async throws {
        let alice = try await stage.device("alice")
        let bo = try await stage.device("bo")
        try await alice.send("call:initiate", to: "bo", ["call_id": Samples.call])
        try await bo.send("call:accept", to: "alice", ["call_id": Samples.call])
        store.fail(true)
        await alice.disconnect()
        await bo.disconnect()
        await stage.clock.advance(by: .seconds(5))
        store.fail(false)
        await stage.clock.advance(by: .seconds(62))
        guard case .ended(let ended)? = try stage.store.call(CallID(Samples.call)!)?.state else {
            Issue.record("the call holds both people for ever")
            return
        }
        #expect(ended.reason == .abandoned)
    }

    @Test("a deadline that passes while the disk fails is made good")
    func failedDeadline() async throws {
        let alice = try await stage.device("alice")
        try await alice.send("call:initiate", to: "bo", ["call_id": Samples.call])
        _ = try alice.take()
        store.fail(true)
        await stage.clock.advance(by: .seconds(46))
        #expect(try alice.take().isEmpty)
        store.fail(false)
        await stage.clock.advance(by: .seconds(2))
        #expect(try alice.story() == ["call:end(no_answer)", "session:call(none)"])
    }
}
