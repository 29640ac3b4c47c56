import CallCore
import Testing

struct DeviceMachineTests {
    private func run(
        _ steps: [(DeviceEvent, DeviceState, [DeviceEffect])], from start: DeviceState = .idle,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var state = start
        for (event, next, effects) in steps {
            let transition = DeviceMachine.transition(from: state, on: event)
            #expect(
                transition?.next == next && transition?.effects == effects,
                "\(state) on \(event): \(String(describing: transition))", sourceLocation: sourceLocation)
            state = transition?.next ?? state
        }
    }

    @Test("a call that is accepted and hung up, at the caller")
    func callerStory() {
        run([
            (.callPressed, .dialing, [.openMicrophone]),
            (.microphoneReady, .calling, [.prepareOffer, .sendInitiate]),
            (.accepted, .connecting, [.negotiate, .startConnectTimer]),
            (.answerReceived, .connecting, [.cancelConnectTimer, .applyAnswer, .startConnectTimer]),
            (.candidateReceived, .connecting, [.addCandidate]),
            (.mediaConnected, .connected, [.cancelConnectTimer]),
            (.hangUpPressed, .idle, [.sendEnd, .closeMedia, .showEnded]),
        ])
    }

    @Test("a call that is accepted and ended by the other side, at the callee")
    func calleeStory() {
        run([
            (.incoming, .ringing, [.adoptCall]),
            (.acceptPressed, .answering, [.openMicrophone]),
            (.microphoneReady, .accepting, [.sendAccept, .startConnectTimer]),
            (.snapshotInCallAsCallee, .connecting, [.cancelConnectTimer, .startConnectTimer]),
            (.offerReceived, .connecting, [.cancelConnectTimer, .answerOffer, .startConnectTimer]),
            (.mediaConnected, .connected, [.cancelConnectTimer]),
            (.ended, .idle, [.closeMedia, .showEnded]),
        ])
    }

    @Test("a refused microphone tells the caller and rings nobody's phone")
    func callerWithoutMicrophone() {
        run([
            (.callPressed, .dialing, [.openMicrophone]),
            (.microphoneFailed, .idle, [.showTrouble, .closeMedia]),
        ])
    }

    @Test("a callee without a microphone is told and the call rings on")
    func calleeWithoutMicrophone() {
        run(
            [
                (.acceptPressed, .answering, [.openMicrophone]),
                (.microphoneFailed, .ringing, [.showTrouble, .closeMedia]),
            ], from: .ringing)
    }

    @Test("glare, at the one whose wish was taken for an acceptance: the microphone stays, the offer goes")
    func glareAtCallee() {
        run(
            [(.snapshotInCallAsCallee, .connecting, [.closePeer, .adoptCall, .startConnectTimer])],
            from: .calling)
    }

    @Test("glare while the microphone is still being opened: their call is answered")
    func glareWhileDialing() {
        run(
            [
                (.incomingFromPeer, .answering, [.adoptCall]),
                (.microphoneReady, .accepting, [.sendAccept, .startConnectTimer]),
            ], from: .dialing)
    }

    @Test("somebody else's call while dialling is shown, and the microphone is closed")
    func otherCallWhileDialing() {
        run([(.incoming, .ringing, [.adoptCall, .closeMedia])], from: .dialing)
    }

    @Test("answered or declined elsewhere stops the ring")
    func elsewhere() {
        run([(.ended, .idle, [.showEnded])], from: .ringing)
        run([(.ended, .idle, [.closeMedia, .showEnded])], from: .answering)
        run([(.ended, .idle, [.cancelConnectTimer, .closeMedia, .showEnded])], from: .accepting)
    }

    @Test("an answer that the server never confirms closes the microphone in the end")
    func unconfirmedAnswer() {
        run(
            [(.connectTimeout, .idle, [.cancelConnectTimer, .sendEnd, .closeMedia, .showEnded])],
            from: .accepting)
    }

    @Test("a path that breaks has its time to come back, then ends the call")
    func mediaLost() {
        run(
            [
                (.mediaDisconnected, .reconnecting, [.startMediaTimer]),
                (.mediaConnected, .connected, [.cancelMediaTimer]),
                (.mediaFailed, .reconnecting, [.startMediaTimer]),
                (.mediaTimeout, .idle, [.cancelMediaTimer, .sendEnd, .closeMedia, .showEnded]),
            ], from: .connected)
    }

    @Test("every reason that a device gives is one that the server takes in that state")
    func reasonsAreAllowed() {
        for state in DeviceState.allCases {
            for event in DeviceEvent.allCases {
                guard let transition = DeviceMachine.transition(from: state, on: event),
                    transition.next == .idle
                else { continue }
                let reason = DeviceMachine.endReason(from: state, on: event)
                if transition.effects.contains(.sendReject) {
                    #expect(reason?.isRejection == true, "\(state) on \(event)")
                }
                guard transition.effects.contains(.sendEnd), event != .snapshotOfEndedCall else { continue }
                let allowed =
                    state.callState == .calling
                    ? reason?.isCancellation == true : reason?.endingConversation != nil
                #expect(allowed, "\(state) on \(event): \(String(describing: reason))")
            }
        }
    }
}
