import CallCore
import Testing

/// What holds in every cell of the device's table.
struct DeviceInvariantTests {
    private static let cells = DeviceState.allCases.flatMap { state in
        DeviceEvent.allCases.compactMap { event in
            DeviceMachine.transition(from: state, on: event).map { (state, event, $0) }
        }
    }

    @Test("media is closed whenever a state that holds it is left for one that does not, and never else")
    func mediaIsClosed() {
        for (state, event, transition) in Self.cells {
            let leaves = state.holdsMedia && !transition.next.holdsMedia
            #expect(
                transition.effects.filter { $0 == .closeMedia }.count == (leaves ? 1 : 0),
                "\(state) on \(event)")
        }
    }

    @Test("one timer a state: cancelled on leaving, set on entering, never set over another")
    func timers() {
        for (state, event, transition) in Self.cells {
            var running: Set<DeviceTimer> = state.timer.map { [$0] } ?? []
            for effect in transition.effects {
                for timer in DeviceTimer.allCases {
                    if effect == timer.start {
                        #expect(running.insert(timer).inserted, "\(state) on \(event)")
                    }
                    if effect == timer.cancel {
                        #expect(running.remove(timer) != nil, "\(state) on \(event)")
                    }
                }
            }
            #expect(running == (transition.next.timer.map { [$0] } ?? []), "\(state) on \(event)")
        }
    }

    @Test("a timer that fires is handled in the state that set it, and in no other")
    func timersAreHandled() {
        for state in DeviceState.allCases {
            for timer in DeviceTimer.allCases {
                let isHandled = DeviceMachine.transition(from: state, on: timer.event) != nil
                #expect(isHandled == (state.timer == timer), "\(state)")
            }
        }
    }

    @Test("a device waits for nobody without a deadline")
    func patience() {
        for state in DeviceState.allCases where state.timer == nil {
            #expect(state == .idle || state == .connected, "\(state)")
        }
    }

    @Test("the microphone is opened before anything rings anywhere or is accepted")
    func microphoneFirst() {
        for (state, event, transition) in Self.cells {
            if transition.effects.contains(.sendInitiate) {
                #expect(event == .microphoneReady || state == .calling, "\(state) on \(event)")
            }
            if transition.effects.contains(.sendAccept) {
                let isOpen = [.accepting, .calling].contains(state)
                #expect(event == .microphoneReady || isOpen, "\(state) on \(event)")
            }
        }
    }

    @Test("an offer, answer or candidate is applied only in a call, never before an acceptance")
    func noMediaBeforeAccept() {
        let media: Set<DeviceEffect> = [.negotiate, .answerOffer, .applyAnswer, .addCandidate]
        for (state, event, transition) in Self.cells where !media.isDisjoint(with: transition.effects) {
            #expect(transition.next.callState == .inCall, "\(state) on \(event)")
        }
    }

    @Test("every state can be left for idle by the person alone")
    func wayOut() {
        for state in DeviceState.allCases where state != .idle {
            let byHand = [DeviceEvent.hangUpPressed, .declinePressed].contains { event in
                DeviceMachine.transition(from: state, on: event)?.next == .idle
            }
            #expect(byHand, "\(state)")
        }
    }

    @Test("every state but idle is left when the server knows of no call, or asks for it again")
    func followsTheServer() {
        for state in DeviceState.allCases where state != .idle && state != .dialing {
            let transition = DeviceMachine.transition(from: state, on: .snapshotNone)
            let asksAgain =
                transition?.effects.contains { [.sendInitiate, .sendAccept].contains($0) } ?? false
            #expect(transition?.next == .idle || asksAgain, "\(state)")
        }
    }

    @Test("every state can be reached and every effect is ordered somewhere")
    func nothingIsDead() {
        var reached: Set<DeviceState> = [.idle]
        var grew = true
        while grew {
            let next = Set(Self.cells.filter { reached.contains($0.0) }.map(\.2.next))
            grew = !next.isSubset(of: reached)
            reached.formUnion(next)
        }
        #expect(reached == Set(DeviceState.allCases))
        #expect(Set(Self.cells.flatMap(\.2.effects)) == Set(DeviceEffect.allCases))
    }
}
