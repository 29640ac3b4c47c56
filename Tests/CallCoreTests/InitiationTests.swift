import Testing

@testable import CallCore

struct InitiationTests {
    let alice = People.alicePhone
    let bo = People.boPhone
    let start = People.start
    let timers = People.timers

    private func ringing(_ number: Int = 1) -> Call {
        wish(alice, bo, number).decide(
            .init(sameID: nil, ofCaller: nil, ofCallee: nil), at: start, timers: timers
        ).call!
    }

    private func inCall() -> Call {
        var call = ringing()
        _ = call.handle(.acceptReceived(from: bo), at: start, timers: timers)
        return call
    }

    private func wish(_ caller: Endpoint, _ callee: Endpoint, _ number: Int) -> Initiation {
        Initiation(id: People.callID(number), caller: caller, callee: callee.user)
    }

    @Test("glare: calling the person whose call rings here accepts their call")
    func glare() {
        let rings = ringing()
        let decision = wish(bo, alice, 2).decide(
            .init(sameID: nil, ofCaller: rings, ofCallee: rings), at: start.after(1), timers: timers)
        #expect(decision.call?.id == rings.id)
        #expect(
            decision.call?.state
                == .inCall(.init(answeredAt: start.after(1), calleeDevice: bo.device, signaling: .both)))
        #expect(decision.effects.contains(.send(.accept, from: .person(bo.user), to: .device(alice))))
    }

    @Test("after glare both ids name the one call: hanging up by the other id ends it, asking again shows it")
    func glareAlias() {
        let rings = ringing()
        var call = wish(bo, alice, 2).decide(
            .init(sameID: nil, ofCaller: rings, ofCallee: rings), at: start, timers: timers
        ).call!
        #expect(call.alias == People.callID(2))
        let again = wish(bo, alice, 2).decide(
            .init(sameID: call, ofCaller: call, ofCallee: call), at: start, timers: timers)
        #expect(again == .init(call: call, effects: [.sendSnapshot(to: bo)]))
        let effects = call.handle(.endReceived(from: bo, reason: .cancelled), at: start, timers: timers)
        #expect(effects.first == .send(.end(.hungUp), from: .person(bo.user), to: .device(alice)))
    }

    @Test("a busy callee: the caller is told, the call is kept as missed, and nobody rings")
    func busy() {
        let other = inCall()
        let decision = wish(People.carlPhone, bo, 3).decide(
            .init(sameID: nil, ofCaller: nil, ofCallee: other), at: start, timers: timers)
        #expect(
            decision.call?.state == .ended(.init(reason: .busy, by: nil, at: start, answeredAt: nil)))
        #expect(
            decision.effects == [.send(.reject(.busy), from: .server, to: .device(People.carlPhone))])
    }

    @Test(
        "whom the callee has blocked hears a decline, whether the callee is free or busy, and nobody else hears anything",
        arguments: [false, true])
    func blocked(isBusy: Bool) {
        let decision = wish(People.carlPhone, bo, 3).decide(
            .init(sameID: nil, ofCaller: nil, ofCallee: isBusy ? inCall() : nil, isBlocked: true), at: start,
            timers: timers)
        #expect(
            decision.call?.state == .ended(.init(reason: .declined, by: nil, at: start, answeredAt: nil)))
        #expect(
            decision.effects == [
                .send(.reject(.declined), from: .person(bo.user), to: .device(People.carlPhone))
            ])
    }

    @Test(
        "whoever is called by somebody that has blocked them can answer by calling back, and asks as often as ever"
    )
    func calledByBlocker() {
        let rings = ringing()
        let glare = wish(bo, alice, 2).decide(
            .init(sameID: nil, ofCaller: rings, ofCallee: rings, isBlocked: true), at: start, timers: timers)
        #expect(
            glare.call?.state
                == .inCall(.init(answeredAt: start, calleeDevice: bo.device, signaling: .both)))
        let again = wish(alice, bo, 1).decide(
            .init(sameID: rings, ofCaller: rings, ofCallee: rings, isBlocked: true), at: start,
            timers: timers)
        #expect(again == .init(call: rings, effects: [.sendSnapshot(to: alice)]))
    }

    @Test("somebody whose phone rings cannot call a third person, and is told what rings")
    func alreadyRinging() {
        let decision = wish(bo, People.carlPhone, 4).decide(
            .init(sameID: nil, ofCaller: ringing(), ofCallee: nil), at: start, timers: timers)
        #expect(decision == .refuse(.alreadyInCall, about: ringing()))
    }

    @Test("asking twice with one id rings once")
    func repeated() {
        let call = ringing()
        let decision = wish(alice, bo, 1).decide(
            .init(sameID: call, ofCaller: call, ofCallee: call), at: start.after(2), timers: timers)
        #expect(decision == .init(call: call, effects: [.sendSnapshot(to: alice)]))
    }

    @Test("asking again for a call that is over tells how it ended")
    func repeatedAfterEnd() {
        var call = ringing()
        _ = call.handle(.rejectReceived(from: bo, reason: .declined), at: start, timers: timers)
        let decision = wish(alice, bo, 1).decide(
            .init(sameID: call, ofCaller: nil, ofCallee: nil), at: start, timers: timers)
        #expect(
            decision
                == .init(
                    call: call,
                    effects: [
                        .send(.end(.declined), from: .server, to: .device(alice)),
                        .sendCurrentSnapshot(to: alice),
                    ]))
    }

    @Test("somebody else's call id is no way in")
    func foreignID() {
        let decision = wish(People.carlPhone, bo, 1).decide(
            .init(sameID: inCall(), ofCaller: nil, ofCallee: inCall()), at: start, timers: timers)
        #expect(decision == .refuse(.notYourCall, about: inCall()))
    }

    @Test("a known id with another callee is refused")
    func otherCallee() {
        let call = ringing()
        let decision = wish(alice, People.carlPhone, 1).decide(
            .init(sameID: call, ofCaller: call, ofCallee: nil), at: start, timers: timers)
        #expect(decision == .refuse(.wrongRecipient, about: call))
    }

    @Test("somebody in a call cannot place another one, not even to the same person")
    func secondCallToSamePerson() {
        let call = inCall()
        let decision = wish(bo, alice, 6).decide(
            .init(sameID: nil, ofCaller: call, ofCallee: call), at: start, timers: timers)
        #expect(decision == .refuse(.alreadyInCall, about: call))
    }

    @Test("nobody can call themselves")
    func selfCall() {
        let decision = wish(alice, People.aliceLaptop, 5).decide(
            .init(sameID: nil, ofCaller: nil, ofCallee: nil), at: start, timers: timers)
        #expect(decision == .refuse(.selfCall))
    }
}
