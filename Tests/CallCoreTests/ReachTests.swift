import CallCore
import Testing

/// How far a call gets to a callee who has no page open.
struct ReachTests {
    let alice = People.alicePhone
    let bo = People.boPhone
    let start = People.start

    private func called(_ connected: Endpoint..., isPeerNotified: Bool) -> CallRegistry {
        var registry = CallRegistry(timers: People.timers)
        for endpoint in [alice] + connected { _ = registry.handle(.connected(endpoint), at: start) }
        let request = CallRequest(
            .initiate, call: People.callID(1), peer: bo.user, isPeerNotified: isPeerNotified)
        _ = registry.handle(.requested(request, by: alice), at: start)
        return registry
    }

    private func reach(_ registry: CallRegistry) -> CallSnapshot.Reach? {
        registry.snapshot(for: alice)?.reach
    }

    private func ringsUntil(_ registry: CallRegistry) -> Timestamp? {
        registry.snapshot(for: alice)?.expiresAt
    }

    @Test("a device that is there rings, whether others are notified or not", arguments: [true, false])
    func rings(isPeerNotified: Bool) {
        let registry = called(bo, isPeerNotified: isPeerNotified)
        #expect(reach(registry) == .ringing)
        #expect(registry.snapshot(for: bo)?.reach == nil, "a callee knows")
    }

    @Test("nobody can be reached: the caller is told, and the first device that comes rings for what is left")
    func offline() {
        var registry = called(isPeerNotified: false)
        #expect(reach(registry) == .offline)
        _ = registry.handle(.connected(bo), at: start.after(20))
        #expect(reach(registry) == .ringing)
        #expect(ringsUntil(registry) == start.after(45))
    }

    @Test("notified, and then it rings, for its full time")
    func notified() {
        var registry = called(isPeerNotified: true)
        #expect(reach(registry) == .notifying)
        let told = registry.handle(.notified(People.callID(1), isTaken: true), at: start.after(1))
        #expect(told.deliveries == [.snapshot(registry.snapshot(for: alice), to: alice)])
        #expect(told.saving == .none)
        #expect(reach(registry) == .notified)

        let came = registry.handle(.connected(bo), at: start.after(20))
        #expect(came.saving == .wanted, "whoever connects is let in also where nothing can be saved")
        #expect(reach(registry) == .ringing)
        #expect(ringsUntil(registry) == start.after(65))
        #expect(registry.nextDeadline()?.at == start.after(65))

        _ = registry.handle(.disconnected(bo), at: start.after(30))
        #expect(reach(registry) == .notified)
        _ = registry.handle(.connected(People.boLaptop), at: start.after(40))
        #expect(ringsUntil(registry) == start.after(65), "once")
    }

    @Test("whoever was notified and comes with a second left rings as well")
    func late() {
        var registry = called(isPeerNotified: true)
        _ = registry.handle(.connected(bo), at: start.after(44))
        #expect(registry.snapshot(for: bo)?.state == .ringing)
        #expect(ringsUntil(registry) == start.after(89))
    }

    @Test("no push service takes the notice: nobody is reached")
    func notTaken() {
        var registry = called(isPeerNotified: true)
        _ = registry.handle(.notified(People.callID(1), isTaken: false), at: start.after(1))
        #expect(reach(registry) == .offline)
        let again = registry.handle(.notified(People.callID(1), isTaken: true), at: start.after(2))
        #expect(again.after == again.before, "what was said counts")
    }

    @Test("the news of a push service comes too late for a call that was answered, or is not known")
    func tooLate() {
        var registry = called(bo, isPeerNotified: true)
        _ = registry.handle(People.request(.accept, bo, to: alice), at: start.after(2))
        let late = registry.handle(.notified(People.callID(1), isTaken: true), at: start.after(3))
        #expect(late.deliveries.isEmpty && late.after == late.before)
        #expect(registry.handle(.notified(People.callID(9), isTaken: true), at: start).after == nil)
    }

    @Test("after a restart of the server a device that comes back rings for what is left")
    func restarted() {
        var registry = CallRegistry(timers: People.timers)
        _ = registry.handle(
            .restored(called(isPeerNotified: true).call(People.callID(1))!), at: start.after(5))
        _ = registry.handle(.connected(bo), at: start.after(20))
        #expect(registry.snapshot(for: bo)?.expiresAt == start.after(45))
    }
}
