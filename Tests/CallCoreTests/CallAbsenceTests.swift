import CallCore
import Testing

/// What the server's machine does about devices that are gone.
struct CallAbsenceTests {
    let alice = People.alicePhone
    let bo = People.boPhone
    let start = People.start
    let timers = People.timers

    @Test(
        "a lost socket never ends a call in progress; both gone for 60 seconds of which somebody knows does")
    func abandonment() {
        var call = People.inCall()
        #expect(
            call.handle(.deviceDisconnected(alice), at: start.after(10), timers: timers) == [.updateSnapshots]
        )
        #expect(call.snapshot(for: bo)?.peerSignaling == false)
        let effects = call.handle(.deviceDisconnected(bo), at: start.after(20), timers: timers)
        #expect(effects == [.updateSnapshots] && call.deadline == nil)
        #expect(call.handle(.absenceCounts, at: start.after(25), timers: timers) == [])
        let deadline = Deadline(call: call.id, kind: .abandonment, at: start.after(85))
        #expect(call.deadline == deadline)
        _ = call.handle(.absenceCounts, at: start.after(30), timers: timers)
        #expect(call.deadline == deadline, "it counts already")
        _ = call.handle(.deadlinePassed(deadline), at: start.after(85), timers: timers)
        #expect(
            call.state
                == .ended(
                    .init(reason: .abandoned, by: nil, at: start.after(85), answeredAt: start.after(5))))
    }

    @Test("one device that comes back stops the countdown, and its old timer is harmless")
    func abandonmentStopped() {
        var call = People.inCall()
        _ = call.handle(.deviceDisconnected(alice), at: start.after(10), timers: timers)
        _ = call.handle(.deviceDisconnected(bo), at: start.after(20), timers: timers)
        _ = call.handle(.absenceCounts, at: start.after(25), timers: timers)
        let deadline = call.deadline!
        let effects = call.handle(.deviceConnected(bo), at: start.after(30), timers: timers)
        #expect(effects == [.updateSnapshots] && call.deadline == nil)
        #expect(call.handle(.deadlinePassed(deadline), at: start.after(80), timers: timers) == [])
    }

    @Test("absence that nobody can know of any more counts anew when somebody comes, and ends nothing before")
    func uncertainAbsence() {
        var call = People.inCall()
        _ = call.handle(.deviceDisconnected(alice), at: start.after(10), timers: timers)
        _ = call.handle(.absenceIsUncertain, at: start.after(11), timers: timers)
        #expect(call.snapshot(for: bo)?.peerSignaling == false, "one of the two is there")
        _ = call.handle(.deviceDisconnected(bo), at: start.after(20), timers: timers)
        _ = call.handle(.absenceCounts, at: start.after(25), timers: timers)
        let deadline = call.deadline!
        _ = call.handle(.absenceIsUncertain, at: start.after(30), timers: timers)
        #expect(call.deadline == nil)
        #expect(call.handle(.deadlinePassed(deadline), at: start.after(85), timers: timers) == [])
        _ = call.handle(.absenceCounts, at: start.after(500), timers: timers)
        #expect(call.deadline == Deadline(call: call.id, kind: .abandonment, at: start.after(560)))
    }

    @Test("who calls from another device, the one in the call being gone, has left the call")
    func calledElsewhere() {
        var call = People.inCall()
        let laptop = People.aliceLaptop
        #expect(call.handle(.calledElsewhere(from: laptop), at: start.after(9), timers: timers) == [])
        _ = call.handle(.deviceDisconnected(alice), at: start.after(10), timers: timers)
        #expect(
            call.handle(.calledElsewhere(from: laptop), at: start.after(11), timers: timers) == [
                .send(.end(.calledElsewhere), from: .person(alice.user), to: .device(bo)), .updateSnapshots,
            ])
        #expect(
            call.state
                == .ended(
                    .init(
                        reason: .calledElsewhere, by: alice.user, at: start.after(11),
                        answeredAt: start.after(5))))
    }

    @Test("who calls from another device while their call rings, the caller's device being gone, cancels it")
    func calledElsewhereWhileRinging() {
        var call = People.ringing()
        let laptop = People.aliceLaptop
        #expect(call.handle(.calledElsewhere(from: laptop), at: start.after(9), timers: timers) == [])
        #expect(
            call.handle(.calledElsewhere(from: People.boLaptop), at: start.after(9), timers: timers) == [])
        _ = call.handle(.deviceDisconnected(alice), at: start.after(10), timers: timers)
        #expect(
            call.handle(.calledElsewhere(from: laptop), at: start.after(11), timers: timers) == [
                .send(.end(.cancelled), from: .person(alice.user), to: .everyDevice(of: bo.user)),
                .updateSnapshots,
            ])
    }

    @Test(
        "after a restart a ringing call keeps its deadline, and a call in progress waits for somebody to come"
    )
    func restart() {
        var call = People.ringing()
        let deadline = call.deadline!
        #expect(call.handle(.serverRestarted, at: start.after(9), timers: timers) == [])
        #expect(call.deadline == deadline)
        call = People.inCall()
        #expect(call.handle(.serverRestarted, at: start.after(9), timers: timers) == [])
        #expect(call.deadline == nil)
        _ = call.handle(.absenceCounts, at: start.after(20), timers: timers)
        #expect(call.deadline == Deadline(call: call.id, kind: .abandonment, at: start.after(80)))
    }
}
