import CallCore
import Testing

/// What stands in the way of a new call, and is decided before it.
struct InTheWayTests {
    let alice = People.alicePhone
    let bo = People.boPhone
    let carl = People.carlPhone
    let start = People.start
    let id = People.callID(1)

    @Test("who calls from a device while their own in a call is gone, leaves that call first")
    func calledElsewhere() {
        var registry = People.registryInCall()
        let laptop = People.aliceLaptop
        _ = registry.handle(.connected(laptop), at: start.after(6))
        let wish = People.request(.initiate, laptop, to: bo, call: 2)
        #expect(registry.toDecide(before: wish, at: start.after(7)) == [], "her phone is in the call")
        _ = registry.handle(.disconnected(alice), at: start.after(8))
        let first = registry.toDecide(before: wish, at: start.after(9))
        #expect(first == [.calledElsewhere(id, from: laptop)])

        let left = registry.handle(first[0], at: start.after(9))
        #expect(left.saving == .wanted)
        #expect(
            left.entry
                == TimelineEntry(at: start.after(9), kind: .end, endpoint: laptop, detail: "called_elsewhere")
        )
        #expect(registry.toDecide(before: wish, at: start.after(9)) == [])
        _ = registry.handle(wish, at: start.after(9))
        #expect(registry.call(of: bo.user)?.id == People.callID(2))
        // Said again, it is no other call.
        #expect(registry.toDecide(before: wish, at: start.after(9)) == [])
    }

    @Test(
        "a call of two that have been gone for 30 seconds is not in the way of somebody who calls one of them"
    )
    func giveWay() {
        var registry = People.registryInCall()
        let wish = People.request(.initiate, carl, to: bo, call: 2)
        _ = registry.handle(.disconnected(alice), at: start.after(6))
        _ = registry.handle(.disconnected(bo), at: start.after(6))
        _ = registry.handle(.connected(carl), at: start.after(10))
        #expect(registry.toDecide(before: wish, at: start.after(39)) == [])
        let first = registry.toDecide(before: wish, at: start.after(40))
        #expect(first == [.deadlinePassed(Deadline(call: id, kind: .abandonment, at: start.after(70)))])
        _ = registry.handle(first[0], at: start.after(40))
        let placed = registry.handle(wish, at: start.after(40))
        #expect(placed.after?.isEnded == false && registry.call(of: bo.user)?.id == People.callID(2))
    }

    @Test("a call that rings is ended before its time for one that rings in its place, and for nothing else")
    func ringGivesWay() {
        var registry = People.registryRinging(alice, bo, carl)
        func before(_ input: CallInput, givesWay: Bool = true) -> [CallInput] {
            registry.toDecide(before: input, at: start.after(9)) { _ in givesWay }
        }
        let wish = People.request(.initiate, carl, to: bo, call: 2)
        #expect(before(wish, givesWay: false) == [])
        #expect(before(People.request(.initiate, carl, to: alice, call: 2)) == [], "Alice is about to talk")
        #expect(before(People.request(.initiate, alice, to: bo, call: 2)) == [], "her own call rings")
        #expect(before(People.request(.initiate, bo, to: alice, call: 2)) == [], "he answers it")
        let blocked = CallRequest(.initiate, call: People.callID(2), peer: bo.user, isFromBlocked: true)
        #expect(before(.requested(blocked, by: carl)) == [])
        let ring = Deadline(call: id, kind: .ring, at: start.after(45))
        #expect(before(wish) == [.deadlinePassed(ring)])

        let ended = registry.handle(.deadlinePassed(ring), at: start.after(9))
        #expect(
            ended.after?.state
                == .ended(.init(reason: .noAnswer, by: nil, at: start.after(9), answeredAt: nil)))
        #expect(before(wish) == [])
        #expect(registry.handle(wish, at: start.after(9)).after?.isEnded == false)
    }

    @Test("nobody's call is ended for one that is refused anyway: of whoever stays in a call, or is blocked")
    func refusedAnyway() {
        var registry = People.registryInCall()
        for endpoint in [alice, bo] { _ = registry.handle(.disconnected(endpoint), at: start.after(6)) }
        _ = registry.handle(.connected(carl), at: start.after(10))
        _ = registry.handle(.connected(People.dora), at: start.after(10))
        let blocked = CallRequest(.initiate, call: People.callID(2), peer: bo.user, isFromBlocked: true)
        #expect(registry.toDecide(before: .requested(blocked, by: carl), at: start.after(40)) == [])
        _ = registry.handle(People.request(.initiate, carl, to: People.dora, call: 3), at: start.after(11))
        let wish = People.request(.initiate, carl, to: bo, call: 4)
        #expect(registry.toDecide(before: wish, at: start.after(40)) == [])
        _ = registry.handle(wish, at: start.after(40))
        #expect(registry.call(of: carl.user)?.id == People.callID(3) && registry.call(of: bo.user)?.id == id)
    }
}
