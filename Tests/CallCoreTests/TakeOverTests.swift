import CallCore
import Testing

/// A call that is continued at another device of one of its two people.
struct TakeOverTests {
    let alice = People.alicePhone
    let bo = People.boPhone
    let start = People.start
    let timers = People.timers

    private func takeOver(_ sender: Endpoint, of call: inout Call) -> [CallEffect] {
        call.handle(.takeOverReceived(from: sender), at: start.after(30), timers: timers)
    }

    @Test("the callee's other device takes the call: the caller is asked for an offer, and everybody told")
    func callee() {
        var call = People.inCall()
        let effects = takeOver(People.boLaptop, of: &call)
        #expect(
            effects == [.send(.accept, from: .person(bo.user), to: .device(alice)), .updateSnapshots])
        #expect(call.device(of: bo.user) == People.boLaptop)
        #expect(call.snapshot(for: bo)?.thisDevice == false)
        #expect(call.snapshot(for: People.boLaptop)?.thisDevice == true)
        #expect(
            call.state
                == .inCall(
                    .init(
                        answeredAt: start.after(5), calleeDevice: People.boLaptop.device, signaling: .both)),
            "the time of talking goes on")
    }

    @Test("the caller's other device takes the call, and makes the offers from then on")
    func caller() {
        var call = People.inCall()
        #expect(takeOver(People.aliceLaptop, of: &call) == [.updateSnapshots])
        #expect(call.caller == People.aliceLaptop)
        let laptop = CallEvent.offerReceived(from: People.aliceLaptop)
        #expect(call.handle(laptop, at: start, timers: timers) == [.relay(to: bo)])
        let phone = CallEvent.offerReceived(from: alice)
        #expect(call.handle(phone, at: start, timers: timers) == [.refuse(.otherDevice)])
        let answer = CallEvent.answerReceived(from: bo)
        #expect(call.handle(answer, at: start, timers: timers) == [.relay(to: People.aliceLaptop)])
    }

    @Test("a call whose device is gone is taken, and the other side hears that signals pass again")
    func fromDeviceThatIsGone() {
        var call = People.inCall()
        _ = call.handle(.deviceDisconnected(bo), at: start.after(10), timers: timers)
        #expect(call.snapshot(for: alice)?.peerSignaling == false)
        _ = takeOver(People.boLaptop, of: &call)
        #expect(call.snapshot(for: alice)?.peerSignaling == true)
        let goodbye = CallEvent.deviceDisconnected(bo)
        #expect(call.handle(goodbye, at: start.after(40), timers: timers) == [], "it has no part any more")
    }

    @Test("asked for twice it is moved once, and an offer is asked for again")
    func twice() {
        var call = People.inCall()
        _ = takeOver(People.boLaptop, of: &call)
        let before = call
        #expect(takeOver(People.boLaptop, of: &call).count == 2)
        #expect(call == before)
    }

    @Test("the device that had the call cannot end it any more")
    func formerDevice() {
        var call = People.inCall()
        _ = takeOver(People.boLaptop, of: &call)
        let hangUp = CallEvent.endReceived(from: bo, reason: .hungUp)
        #expect(call.handle(hangUp, at: start.after(31), timers: timers) == [.refuse(.otherDevice)])
        #expect(!call.isEnded)
    }

    @Test("what rings is not continued, what is over neither, and by a stranger nothing is")
    func refused() {
        var ringing = People.ringing()
        for endpoint in [People.boLaptop, People.aliceLaptop] {
            #expect(takeOver(endpoint, of: &ringing) == [.refuse(.wrongState)])
        }
        #expect(ringing == People.ringing())
        var call = People.inCall()
        #expect(takeOver(People.carlPhone, of: &call) == [.refuse(.notYourCall)])
        _ = call.handle(.endReceived(from: alice, reason: .hungUp), at: start.after(20), timers: timers)
        #expect(
            takeOver(People.boLaptop, of: &call) == [
                .send(.end(.hungUp), from: .server, to: .device(People.boLaptop)),
                .sendCurrentSnapshot(to: People.boLaptop),
            ])
    }

    @Test("it must be saved before anybody hears of it")
    func saved() {
        var registry = People.registryInCall()
        _ = registry.handle(.connected(People.boLaptop), at: start.after(10))
        let before = registry
        let decision = registry.handle(
            People.request(.takeOver, People.boLaptop, to: alice), at: start.after(11))
        #expect(decision.saving == .required)
        #expect(decision.entry?.detail == "take_over")
        registry.putBack(decision)
        #expect(registry == before)
    }

    @Test("signing out ends the call of that device, with the reason, and no other's")
    func signedOut() {
        var call = People.inCall()
        let other = CallEvent.signedOut(People.boLaptop)
        #expect(call.handle(other, at: start.after(20), timers: timers) == [])
        let effects = call.handle(.signedOut(bo), at: start.after(20), timers: timers)
        #expect(
            effects == [
                .send(.end(.signedOut), from: .server, to: .device(bo)),
                .send(.end(.signedOut), from: .person(bo.user), to: .device(alice)), .updateSnapshots,
            ])
        #expect(
            call.state
                == .ended(
                    .init(reason: .signedOut, by: bo.user, at: start.after(20), answeredAt: start.after(5))))
    }

    @Test("a caller who signs out while it rings has given up; a callee rings at other devices")
    func signedOutRinging() {
        var call = People.ringing()
        #expect(call.handle(.signedOut(bo), at: start.after(2), timers: timers) == [])
        _ = call.handle(.signedOut(alice), at: start.after(3), timers: timers)
        #expect(
            call.state
                == .ended(.init(reason: .cancelled, by: alice.user, at: start.after(3), answeredAt: nil))
        )
    }

    @Test("it rings no longer at somebody whose account is closed, and both sides hear why")
    func accountClosedRinging() {
        var call = People.ringing()
        #expect(call.handle(.accountClosed(UserID("carl")!), at: start.after(2), timers: timers) == [])
        let effects = call.handle(.accountClosed(bo.user), at: start.after(3), timers: timers)
        #expect(
            effects == [
                .send(.end(.signedOut), from: .person(bo.user), to: .device(alice)),
                .send(.end(.signedOut), from: .server, to: .everyDevice(of: bo.user)), .updateSnapshots,
            ])
        #expect(
            call.state
                == .ended(.init(reason: .signedOut, by: bo.user, at: start.after(3), answeredAt: nil)))
    }

    @Test("a caller whose account is closed has given up while it rang, and left the call later")
    func accountClosed() {
        var ringing = People.ringing()
        _ = ringing.handle(.accountClosed(alice.user), at: start.after(3), timers: timers)
        #expect(
            ringing.state
                == .ended(.init(reason: .cancelled, by: alice.user, at: start.after(3), answeredAt: nil)))
        for (user, other) in [(alice.user, bo), (bo.user, alice)] {
            var call = People.inCall()
            #expect(call.handle(.accountClosed(UserID("carl")!), at: start.after(20), timers: timers) == [])
            let effects = call.handle(.accountClosed(user), at: start.after(20), timers: timers)
            #expect(effects.contains(.send(.end(.signedOut), from: .person(user), to: .device(other))))
            #expect(
                call.state
                    == .ended(
                        .init(reason: .signedOut, by: user, at: start.after(20), answeredAt: start.after(5))))
        }
    }
}
