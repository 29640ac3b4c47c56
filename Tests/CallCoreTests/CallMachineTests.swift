import CallCore
import Testing

/// The server's machine as straight scripts: one expectation a step.
struct CallMachineTests {
    let alice = People.alicePhone
    let bo = People.boPhone
    let start = People.start
    let timers = People.timers

    private func ended(_ reason: EndReason = .hungUp) -> Call {
        var call = People.inCall()
        _ = call.handle(.endReceived(from: alice, reason: reason), at: start.after(60), timers: timers)
        return call
    }

    @Test("a new call rings at every device of the callee and has a deadline")
    func newCallRings() {
        let wish = Initiation(id: People.callID(1), caller: alice, callee: bo.user)
        let decision = wish.decide(
            .init(sameID: nil, ofCaller: nil, ofCallee: nil), at: start, timers: timers)
        let expiresAt = start.after(45)
        #expect(decision.call?.state == .ringing(.init(expiresAt: expiresAt, callerConnected: true)))
        #expect(
            decision.effects == [
                .send(
                    .incoming(caller: alice.user, expiresAt: expiresAt), from: .server,
                    to: .everyDevice(of: bo.user)),
                .updateSnapshots,
            ])
    }

    @Test("an accept binds the device, stops the others from ringing and tells the caller")
    func acceptBindsDevice() {
        var call = People.ringing()
        let effects = call.handle(.acceptReceived(from: bo), at: start.after(5), timers: timers)
        #expect(
            call.state
                == .inCall(.init(answeredAt: start.after(5), calleeDevice: bo.device, signaling: .both)))
        #expect(
            effects == [
                .send(.accept, from: .person(bo.user), to: .device(alice)),
                .send(.end(.answeredElsewhere), from: .server, to: .otherDevices(than: bo)),
                .updateSnapshots,
            ])
    }

    @Test("declining on one device declines for all")
    func declineDeclinesForAll() {
        var call = People.ringing()
        let effects = call.handle(
            .rejectReceived(from: bo, reason: .declined), at: start.after(5), timers: timers)
        #expect(
            call.state
                == .ended(.init(reason: .declined, by: bo.user, at: start.after(5), answeredAt: nil)))
        #expect(effects.contains(.send(.reject(.declined), from: .person(bo.user), to: .device(alice))))
        #expect(effects.contains(.send(.end(.declinedElsewhere), from: .server, to: .otherDevices(than: bo))))
    }

    @Test("a cancelled call stops ringing at every device of the callee")
    func cancelStopsRinging() {
        var call = People.ringing()
        let effects = call.handle(
            .endReceived(from: alice, reason: .cancelled), at: start.after(5), timers: timers)
        #expect(call.isEnded)
        #expect(
            effects.contains(
                .send(.end(.cancelled), from: .person(alice.user), to: .everyDevice(of: bo.user))))
    }

    @Test("a cancellation that crosses the acceptance ends the call as a hang-up")
    func cancelCrossesAccept() {
        var call = People.inCall()
        let effects = call.handle(
            .endReceived(from: alice, reason: .cancelled), at: start.after(5), timers: timers)
        #expect(effects.first == .send(.end(.hungUp), from: .person(alice.user), to: .device(bo)))
    }

    @Test("nobody answers: both are told at the deadline")
    func noAnswer() {
        var call = People.ringing()
        let effects = call.handle(.deadlinePassed(call.deadline!), at: start.after(45), timers: timers)
        #expect(
            call.state == .ended(.init(reason: .noAnswer, by: nil, at: start.after(45), answeredAt: nil)))
        #expect(effects.contains(.send(.end(.noAnswer), from: .server, to: .device(alice))))
        #expect(effects.contains(.send(.end(.noAnswer), from: .server, to: .everyDevice(of: bo.user))))
    }

    @Test("a stale deadline changes nothing, in any state")
    func staleDeadline() {
        let stale = People.ringing().deadline!
        for before in [People.inCall(), ended()] {
            var call = before
            #expect(call.handle(.deadlinePassed(stale), at: start.after(45), timers: timers) == [])
            #expect(call == before)
        }
    }

    @Test("offers go from the caller to the callee, answers back, candidates both ways, and nothing else")
    func mediaSignals() {
        var call = People.inCall()
        #expect(call.handle(.offerReceived(from: alice), at: start, timers: timers) == [.relay(to: bo)])
        #expect(call.handle(.answerReceived(from: bo), at: start, timers: timers) == [.relay(to: alice)])
        #expect(call.handle(.candidateReceived(from: alice), at: start, timers: timers) == [.relay(to: bo)])
        #expect(call.handle(.candidateReceived(from: bo), at: start, timers: timers) == [.relay(to: alice)])
        #expect(call.handle(.offerReceived(from: bo), at: start, timers: timers) == [.refuse(.wrongState)])
        #expect(
            call.handle(.answerReceived(from: alice), at: start, timers: timers) == [.refuse(.wrongState)])
        #expect(
            call.handle(.offerReceived(from: People.aliceLaptop), at: start, timers: timers)
                == [.refuse(.otherDevice)])
        #expect(
            call.handle(.candidateReceived(from: People.boLaptop), at: start, timers: timers)
                == [.refuse(.otherDevice)])
    }

    @Test("no media signal passes before the acceptance")
    func noMediaBeforeAccept() {
        var call = People.ringing()
        for event: CallEvent in [
            .offerReceived(from: alice), .answerReceived(from: bo), .candidateReceived(from: alice),
            .candidateReceived(from: bo),
        ] {
            #expect(call.handle(event, at: start, timers: timers) == [.refuse(.wrongState)])
        }
    }

    @Test("the bound device of the callee may accept again to ask for a fresh offer")
    func acceptAgainAsksForOffer() {
        var call = People.inCall()
        let before = call
        #expect(
            call.handle(.acceptReceived(from: bo), at: start.after(9), timers: timers)
                == [.send(.accept, from: .person(bo.user), to: .device(alice))])
        #expect(call == before)
    }

    @Test("another device that accepts or declines late is told that the call was answered elsewhere")
    func lateDevice() {
        var call = People.inCall()
        let told: [CallEffect] = [
            .send(.end(.answeredElsewhere), from: .server, to: .device(People.boLaptop))
        ]
        #expect(call.handle(.acceptReceived(from: People.boLaptop), at: start, timers: timers) == told)
        let decline = CallEvent.rejectReceived(from: People.boLaptop, reason: .declined)
        #expect(call.handle(decline, at: start, timers: timers) == told)
        #expect(!call.isEnded)
    }

    @Test("a device that connects while it rings hears of the call")
    func lateRinger() {
        var call = People.ringing()
        let incoming = CallSignal.incoming(caller: alice.user, expiresAt: start.after(45))
        #expect(
            call.handle(.deviceConnected(People.boLaptop), at: start.after(42), timers: timers)
                == [
                    .send(incoming, from: .server, to: .device(People.boLaptop)), .sendSnapshot(to: alice),
                ])
    }

    @Test("with less than three seconds left it is too late to start to ring, for the callee alone")
    func tooLateToRing() {
        let call = People.ringing()
        #expect(!call.isTooLateToRing(at: bo.user, now: start.after(42), timers: timers))
        #expect(call.isTooLateToRing(at: bo.user, now: start.after(42.001), timers: timers))
        #expect(!call.isTooLateToRing(at: alice.user, now: start.after(42.001), timers: timers))
        #expect(!People.inCall().isTooLateToRing(at: bo.user, now: start.after(44), timers: timers))
    }

    @Test("a caller that speaks of a conversation while it rings has cancelled: the answer was lost here")
    func hangUpOfALostAnswer() {
        var call = People.ringing()
        _ = call.handle(.endReceived(from: alice, reason: .hungUp), at: start, timers: timers)
        guard case .ended(let ended) = call.state else {
            Issue.record("\(call.state)")
            return
        }
        #expect(ended.reason == .cancelled && ended.by == alice.user)
    }

    @Test("a callee that gave up before its acceptance was heard declines, or says what went wrong")
    func endOfALostAcceptance() {
        for (said, stored): (EndReason, EndReason) in [
            (.hungUp, .declined), (.connectFailed, .connectFailed),
            (.microphoneUnavailable, .microphoneUnavailable),
        ] {
            var call = People.ringing()
            let effects = call.handle(.endReceived(from: bo, reason: said), at: start, timers: timers)
            #expect(effects.contains(.send(.reject(stored), from: .person(bo.user), to: .device(alice))))
        }
    }

    @Test("whoever speaks of an ended call is told how it ended and what is so instead; it never rings again")
    func endedIsFinal() {
        for event: CallEvent in [
            .initiateReceived(from: alice), .acceptReceived(from: bo), .offerReceived(from: alice),
            .answerReceived(from: bo),
            .rejectReceived(from: bo, reason: .declined), .endReceived(from: bo, reason: .hungUp),
        ] {
            var call = ended(.connectFailed)
            let before = call
            let effects = call.handle(event, at: start.after(99), timers: timers)
            guard case .send(.end(.connectFailed), from: .server, to: .device(let told)) = effects.first
            else {
                Issue.record("\(event) was answered with \(effects)")
                continue
            }
            #expect(effects.dropFirst() == [.sendCurrentSnapshot(to: told)])
            #expect(call == before)
        }
    }

    @Test("a stranger's message is refused in every state and changes nothing")
    func stranger() {
        for before in [People.ringing(), People.inCall(), ended()] {
            for event: CallEvent in [
                .acceptReceived(from: People.carlPhone),
                .endReceived(from: People.carlPhone, reason: .hungUp),
                .offerReceived(from: People.carlPhone), .initiateReceived(from: People.carlPhone),
            ] {
                var call = before
                #expect(call.handle(event, at: start, timers: timers) == [.refuse(.notYourCall)])
                #expect(call == before)
            }
        }
    }

    @Test("a callee who hangs up before the acceptance has arrived declines")
    func hangUpBeforeAccept() {
        var call = People.ringing()
        let effects = call.handle(.endReceived(from: bo, reason: .hungUp), at: start, timers: timers)
        #expect(effects.contains(.send(.reject(.declined), from: .person(bo.user), to: .device(alice))))
        #expect(call.isEnded)
    }

    @Test("reports count in the call, from its two devices")
    func reports() {
        var call = People.inCall()
        #expect(call.handle(.reportReceived(from: alice), at: start, timers: timers) == [])
        #expect(
            call.handle(.reportReceived(from: People.boLaptop), at: start, timers: timers)
                == [.refuse(.otherDevice)])
        call = People.ringing()
        #expect(
            call.handle(.reportReceived(from: alice), at: start, timers: timers) == [.refuse(.wrongState)])
    }

    @Test("a reason that does not fit the state is refused")
    func reasonsFitStates() {
        var call = People.ringing()
        #expect(
            call.handle(.rejectReceived(from: bo, reason: .busy), at: start, timers: timers)
                == [.refuse(.reasonNotAllowed)])
        #expect(
            call.handle(.endReceived(from: alice, reason: .noAnswer), at: start, timers: timers)
                == [.refuse(.reasonNotAllowed)])
        call = People.inCall()
        #expect(
            call.handle(.endReceived(from: alice, reason: .noAnswer), at: start, timers: timers)
                == [.refuse(.reasonNotAllowed)])
    }
}
