import Accounts
import CallCore
import Signaling
import Synchronization
import TestSupport
import Testing

@testable import Calls

/// What a callee's closed devices are notified of.
struct NoticeTests {
    let id: [String: Any] = ["call_id": Samples.call]

    private final class RecordingNotifier: CalleeNotifier {
        private let notices = Mutex<[CallNotice]>([])
        let reached: Set<UserID>

        init(reaches reached: UserID...) { self.reached = Set(reached) }

        func reaches(_ user: UserID) -> Bool { reached.contains(user) }
        func notify(_ notice: CallNotice) { notices.withLock { $0.append(notice) } }

        func take() -> [CallNotice] {
            notices.withLock { notices in
                defer { notices = [] }
                return notices
            }
        }
    }

    private let bo = UserID("bo")!

    private func fixture(reaching user: UserID) async throws -> (CallFixture, RecordingNotifier) {
        let notifier = RecordingNotifier(reaches: user)
        return (try await CallFixture(notifier: notifier), notifier)
    }

    @Test("that it rings, where nothing of theirs hears it, and how it ended: missed")
    func missed() async throws {
        let (fixture, notifier) = try await self.fixture(reaching: bo)
        let alice = fixture.device("alice")
        try alice.send("call:initiate", to: "bo", id)
        let rings = try #require(notifier.take().first)
        #expect(rings.kind == .rings(until: fixture.now.advanced(by: .seconds(45))))
        #expect(rings.caller.name == "Alice" && rings.callee == bo && rings.reached.isEmpty)
        fixture.process(.notified(CallID(Samples.call)!, isTaken: true))
        let told = try #require(try alice.take().last?.payload["call"] as? [String: Any])
        #expect(told["reach"] as? String == "notified")
        fixture.advance(by: .seconds(46))
        #expect(notifier.take().map(\.kind) == [.over(.noAnswer, isMissed: true)])
    }

    @Test("sessions that hear it by their socket are named")
    func reached() async throws {
        let (fixture, notifier) = try await self.fixture(reaching: bo)
        let (alice, page) = (fixture.device("alice"), fixture.device("bo"))
        try alice.send("call:initiate", to: "bo", id)
        #expect(notifier.take().map(\.reached) == [[Samples.session(of: "bo")]])
        try page.send("call:accept", to: "alice", id)
        #expect(notifier.take().map(\.kind) == [.answered])
        try page.send("call:end", to: "alice", ["call_id": Samples.call, "reason": "hung_up"])
        #expect(notifier.take().isEmpty, "it did not ring any more")
    }

    @Test("a call that was declined was not missed")
    func declined() async throws {
        let (fixture, notifier) = try await self.fixture(reaching: bo)
        let (alice, page) = (fixture.device("alice"), fixture.device("bo"))
        try alice.send("call:initiate", to: "bo", id)
        try page.send("call:reject", to: "alice", ["call_id": Samples.call, "reason": "declined"])
        #expect(notifier.take().last?.kind == .over(.declined, isMissed: false))
    }

    @Test("nobody is notified who cannot be, nor of a call that comes while another one goes on")
    func nobody() async throws {
        let (fixture, notifier) = try await self.fixture(reaching: UserID("carl")!)
        _ = try fixture.conversation()
        try fixture.device("carl").send("call:initiate", to: "bo", ["call_id": Samples.otherCall])
        #expect(notifier.take().isEmpty)
    }

    private func reach(_ device: Device) throws -> String? {
        (try device.take().last?.payload["call"] as? [String: Any])?["reach"] as? String
    }

    @Test(
        "who does not want to be disturbed is notified of nothing, and is offline to the caller, until it ends"
    )
    func doNotDisturb() async throws {
        let (fixture, notifier) = try await self.fixture(reaching: bo)
        let alice = fixture.device("alice")
        try await fixture.choose(.on(until: fixture.now.advanced(by: .seconds(60))), for: bo)
        try alice.send("call:initiate", to: "bo", id)
        #expect(try reach(alice) == "offline")
        fixture.advance(by: .seconds(46))
        #expect(notifier.take().isEmpty)

        fixture.advance(by: .seconds(14))
        try alice.send("call:initiate", to: "bo", ["call_id": Samples.otherCall])
        #expect(try reach(alice) == "notifying")
        #expect(notifier.take().count == 1)
    }

    @Test(
        "with a page open who does not want to be disturbed is called as ever, and the caller sees nothing special"
    )
    func doNotDisturbWithPage() async throws {
        let (fixture, notifier) = try await self.fixture(reaching: bo)
        let (alice, page) = (fixture.device("alice"), fixture.device("bo"))
        try await fixture.choose(.on(until: nil), for: bo)
        try alice.send("call:initiate", to: "bo", id)
        #expect(try reach(alice) == "ringing")
        #expect(try page.story().contains("call:incoming"))
        #expect(notifier.take().isEmpty)
    }

    @Test("what was shown is taken back from somebody who has asked for peace since")
    func peaceWhileItRings() async throws {
        let (fixture, notifier) = try await self.fixture(reaching: bo)
        let alice = fixture.device("alice")
        try alice.send("call:initiate", to: "bo", id)
        #expect(notifier.take().count == 1)
        try await fixture.choose(.on(until: nil), for: bo)
        try alice.send("call:end", to: "bo", ["call_id": Samples.call, "reason": "cancelled"])
        #expect(notifier.take().map(\.kind) == [.over(.cancelled, isMissed: true)])
    }
}
