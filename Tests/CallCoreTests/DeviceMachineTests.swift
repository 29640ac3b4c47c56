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
            (.callPressed, .dialing, [.openMicrophone, .startRingTimer]),
            (.microphoneReady, .calling, [.cancelRingTimer, .prepareOffer, .sendInitiate, .startRingTimer]),
            (.accepted, .connecting, [.cancelRingTimer, .negotiate, .startConnectTimer]),
            (.answerReceived, .connecting, [.applyAnswer]),
            (.candidateReceived, .connecting, [.addCandidate]),
            (.mediaConnected, .connected, [.cancelConnectTimer]),
            (.hangUpPressed, .idle, [.sendEnd, .closeMedia, .showEnded]),
        ])
    }

    @Test("a call that is accepted and ended by the other side, at the callee")
    func calleeStory() {
        run([
            (.incoming, .ringing, [.adoptCall, .startRingTimer]),
            (.acceptPressed, .answering, [.openMicrophone]),
            (.microphoneReady, .accepting, [.cancelRingTimer, .sendAccept, .startConnectTimer]),
            (.snapshotInCallAsCallee, .connecting, [.cancelConnectTimer, .startConnectTimer]),
            (.offerReceived, .connecting, [.answerOffer]),
            (.mediaConnected, .connected, [.cancelConnectTimer]),
            (.ended, .idle, [.closeMedia, .showEnded]),
        ])
    }

    @Test("a refused microphone tells the caller and rings nobody's phone")
    func callerWithoutMicrophone() {
        run([
            (.callPressed, .dialing, [.openMicrophone, .startRingTimer]),
            (.microphoneFailed, .idle, [.cancelRingTimer, .showTrouble, .closeMedia]),
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
            [
                (
                    .snapshotInCallAsCallee, .connecting,
                    [.cancelRingTimer, .closePeer, .adoptCall, .startConnectTimer]
                )
            ],
            from: .calling)
    }

    @Test("glare while the microphone is still being opened: their call is answered")
    func glareWhileDialing() {
        run(
            [
                (.incomingFromPeer, .answering, [.cancelRingTimer, .adoptCall, .startRingTimer]),
                (.microphoneReady, .accepting, [.cancelRingTimer, .sendAccept, .startConnectTimer]),
            ], from: .dialing)
    }

    @Test("somebody else's call while dialling is shown, and the microphone is closed")
    func otherCallWhileDialing() {
        run(
            [(.incoming, .ringing, [.cancelRingTimer, .adoptCall, .closeMedia, .startRingTimer])],
            from: .dialing)
    }

    @Test("answered or declined elsewhere stops the ring")
    func elsewhere() {
        run([(.ended, .idle, [.cancelRingTimer, .showEnded])], from: .ringing)
        run([(.ended, .idle, [.cancelRingTimer, .closeMedia, .showEnded])], from: .answering)
        run([(.ended, .idle, [.cancelConnectTimer, .closeMedia, .showEnded])], from: .accepting)
    }

    @Test("an answer that the server never confirms closes the microphone in the end")
    func unconfirmedAnswer() {
        run(
            [(.connectTimeout, .idle, [.cancelConnectTimer, .sendEnd, .closeMedia, .showEnded])],
            from: .accepting)
    }

    @Test("a call that nothing is heard of any more is given up, and the server is told")
    func unheardCall() {
        run(
            [
                (.snapshotCalling, .calling, [.cancelRingTimer, .adoptCall, .startRingTimer]),
                (.ringTimeout, .idle, [.cancelRingTimer, .sendEnd, .closeMedia, .showEnded]),
            ], from: .calling)
        run([(.ringTimeout, .idle, [.cancelRingTimer, .showEnded])], from: .ringing)
    }

    @Test("a path that is interrupted may come back by itself; after the grace it is mended, then given up")
    func mediaLost() {
        run(
            [
                (.mediaDisconnected, .interrupted, [.startGraceTimer]),
                (.mediaConnected, .connected, [.cancelGraceTimer]),
                (.mediaDisconnected, .interrupted, [.startGraceTimer]),
                (.graceTimeout, .reconnecting, [.cancelGraceTimer, .restart, .startMediaTimer]),
                (.mediaFailed, .reconnecting, [.restart]),
                (.mediaConnected, .connected, [.cancelMediaTimer]),
                (.mediaFailed, .reconnecting, [.restart, .startMediaTimer]),
                (.mediaTimeout, .idle, [.cancelMediaTimer, .sendEnd, .closeMedia, .showEnded]),
            ], from: .connected)
    }

    @Test("signalling that comes back mends a path that is bad, and leaves one alone that is good")
    func signalingRestored() {
        run([(.signalingRestored, .reconnecting, [.restart])], from: .reconnecting)
        run(
            [(.signalingRestored, .connecting, [.cancelConnectTimer, .restart, .startConnectTimer])],
            from: .connecting)
        #expect(DeviceMachine.transition(from: .connected, on: .signalingRestored) == nil)
    }

    @Test("another network restarts ICE at once, also while audio still flows")
    func networkChanged() {
        run([(.networkChanged, .connected, [.restart])], from: .connected)
        run(
            [(.networkChanged, .reconnecting, [.cancelGraceTimer, .restart, .startMediaTimer])],
            from: .interrupted)
        run([(.networkChanged, .calling, [.closePeer, .prepareOffer])], from: .calling)
    }

    @Test("a page that was loaded again in a call reopens the microphone and finds a path again")
    func reload() {
        run([
            (.snapshotInCallAsCallee, .resuming, [.adoptCall, .openMicrophone, .startMediaTimer]),
            (.microphoneReady, .reconnecting, [.negotiate]),
            (.offerReceived, .reconnecting, [.answerOffer]),
            (.mediaConnected, .connected, [.cancelMediaTimer]),
        ])
    }

    @Test("the peer's media is new: audio is gone until the new connection has a path")
    func mediaReplaced() {
        run(
            [
                (.accepted, .connected, [.negotiate]),
                (.answerReceived, .connected, [.applyAnswer]),
                (.mediaReplaced, .reconnecting, [.startMediaTimer]),
                (.mediaConnected, .connected, [.cancelMediaTimer]),
            ], from: .connected)
    }

    @Test("an acceptance is repeated until the server says what became of it")
    func lostAcceptance() {
        run(
            [
                (.snapshotRinging, .accepting, [.cancelConnectTimer, .sendAccept, .startConnectTimer]),
                (.snapshotNone, .accepting, [.cancelConnectTimer, .sendAccept, .startConnectTimer]),
                (.ended, .idle, [.cancelConnectTimer, .closeMedia, .showEnded]),
            ], from: .accepting)
    }

    @Test("our wish was lost and theirs rings: the open microphone answers it")
    func glareAfterLoss() {
        run(
            [
                (
                    .snapshotRingingFromPeer, .accepting,
                    [.cancelRingTimer, .closePeer, .adoptCall, .sendAccept, .startConnectTimer]
                )
            ],
            from: .calling)
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
                    ? reason?.endingRinging != nil : reason?.endingConversation != nil
                #expect(allowed, "\(state) on \(event): \(String(describing: reason))")
            }
        }
    }
}
