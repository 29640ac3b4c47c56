/// The device's call machine: a table of state × event.
///
/// Written as one function a state, printed as a table by `duet contract` and interpreted by the
/// browser, so that the machine that is tested is the one that runs. Timers and the closing of media
/// follow from the states alone (`DeviceState.timer`, `DeviceState.holdsMedia`) and are added in one
/// place, so no cell can forget them.
package enum DeviceMachine {
    /// How often a device tries to mend a path by itself (`DeviceEffect.restart`) until audio flows again.
    package static let restartTries = 5

    /// What an event does in a state.
    package struct Transition: Hashable, Sendable {
        /// The state afterwards.
        package let next: DeviceState
        /// Orders, in sequence.
        package let effects: [DeviceEffect]

        /// A cell of the table.
        package init(next: DeviceState, effects: [DeviceEffect]) {
            self.next = next
            self.effects = effects
        }
    }

    /// What the event does in the state; nil when it means nothing there (late or doubled).
    package static func transition(from state: DeviceState, on event: DeviceEvent) -> Transition? {
        guard let step = step(from: state, on: event) else { return nil }
        var effects: [DeviceEffect] = []
        if step.restartsTimer || step.next.timer != state.timer, let timer = state.timer {
            effects.append(timer.cancel)
        }
        effects += step.effects
        if state.holdsMedia, !step.next.holdsMedia { effects.append(.closeMedia) }
        if step.restartsTimer || step.next.timer != state.timer, let timer = step.next.timer {
            effects.append(timer.start)
        }
        if step.tellsWhy { effects.append(.showEnded) }
        return Transition(next: step.next, effects: effects)
    }

    /// A cell as it is written below, before timers and closing are added.
    private struct Step {
        var next: DeviceState
        var effects: [DeviceEffect]
        var restartsTimer = false
        var tellsWhy = false
    }

    private static func go(_ next: DeviceState, _ effects: DeviceEffect...) -> Step {
        Step(next: next, effects: effects)
    }

    /// To idle, and the person is told why.
    private static func over(_ effects: DeviceEffect...) -> Step {
        Step(next: .idle, effects: effects, tellsWhy: true)
    }

    /// Progress: time is counted anew, in this state or in another one with the same timer.
    private static func progress(_ state: DeviceState, _ effects: DeviceEffect...) -> Step {
        Step(next: state, effects: effects, restartsTimer: true)
    }

    private static func step(from state: DeviceState, on event: DeviceEvent) -> Step? {
        switch state {
        case .idle: idle(event)
        case .dialing: dialing(event)
        case .calling: calling(event)
        case .redialing: redialing(event)
        case .ringing: ringing(event)
        case .answering: answering(event)
        case .accepting: accepting(event)
        case .resuming: resuming(event)
        case .connecting: connecting(event)
        case .connected: connected(event)
        case .interrupted: interrupted(event)
        case .reconnecting: reconnecting(event)
        }
    }

    private static func idle(_ event: DeviceEvent) -> Step? {
        switch event {
        case .callPressed: go(.dialing, .openMicrophone)
        case .incoming, .snapshotRinging: go(.ringing, .adoptCall)
        case .snapshotCalling: go(.redialing, .adoptCall, .openMicrophone)
        case .snapshotInCallAsCaller, .snapshotInCallAsCallee: go(.resuming, .adoptCall, .openMicrophone)
        case .snapshotOfEndedCall: go(.idle, .sendEnd)
        case .acceptPressed, .declinePressed, .hangUpPressed, .microphoneReady, .microphoneFailed,
            .incomingFromPeer, .accepted, .rejected, .ended, .offerReceived, .answerReceived,
            .candidateReceived, .refused, .snapshotNone, .snapshotRingingFromPeer, .snapshotElsewhere,
            .snapshotOfOtherCall, .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected,
            .mediaFailed, .mediaReplaced, .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    private static func dialing(_ event: DeviceEvent) -> Step? {
        switch event {
        case .microphoneReady: go(.calling, .prepareOffer, .sendInitiate)
        case .microphoneFailed: go(.idle, .showTrouble)
        case .hangUpPressed: go(.idle)
        // Somebody else calls first: their call is shown, ours was never sent.
        case .incoming, .snapshotRinging: go(.ringing, .adoptCall)
        // Both want to talk to each other: wanting to call them is accepting their call.
        case .incomingFromPeer, .snapshotRingingFromPeer: go(.answering, .adoptCall)
        case .snapshotCalling: go(.redialing, .adoptCall)
        case .snapshotInCallAsCaller, .snapshotInCallAsCallee: go(.resuming, .adoptCall)
        case .snapshotElsewhere: go(.idle)
        case .snapshotOfEndedCall: go(.dialing, .sendEnd)
        case .callPressed, .acceptPressed, .declinePressed, .accepted, .rejected, .ended, .offerReceived,
            .answerReceived, .candidateReceived, .refused, .snapshotNone, .snapshotOfOtherCall,
            .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected, .mediaFailed,
            .mediaReplaced, .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    private static func calling(_ event: DeviceEvent) -> Step? {
        switch event {
        case .accepted, .snapshotInCallAsCaller: go(.connecting, .negotiate)
        // Glare: the server took our wish for the acceptance of their call. They will offer.
        case .snapshotInCallAsCallee: go(.connecting, .closePeer, .adoptCall)
        // Our wish was lost on its way, and theirs rings here: wanting to call them is accepting.
        case .snapshotRingingFromPeer: go(.accepting, .closePeer, .adoptCall, .sendAccept)
        // Our wish was refused because somebody's call rings here already.
        case .snapshotRinging: go(.ringing, .adoptCall)
        case .rejected, .ended: over()
        case .hangUpPressed: over(.sendEnd)
        case .refused: go(.idle, .showTrouble)
        // The server never heard of it: sending it again is harmless.
        case .snapshotNone: go(.calling, .sendInitiate)
        case .snapshotElsewhere: over()
        case .snapshotOfEndedCall: go(.calling, .sendEnd)
        // The prepared offer names addresses of a network that is gone.
        case .networkChanged: go(.calling, .closePeer, .prepareOffer)
        // The server decides which of two crossing calls counts; its snapshot follows.
        case .incoming, .incomingFromPeer: nil
        case .callPressed, .acceptPressed, .declinePressed, .microphoneReady, .microphoneFailed,
            .offerReceived, .answerReceived, .candidateReceived, .snapshotCalling, .snapshotOfOtherCall,
            .signalingRestored, .mediaConnected, .mediaDisconnected, .mediaFailed, .mediaReplaced,
            .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    private static func redialing(_ event: DeviceEvent) -> Step? {
        switch event {
        case .microphoneReady: go(.calling, .prepareOffer)
        case .microphoneFailed: go(.idle, .sendEnd, .showTrouble)
        case .hangUpPressed: over(.sendEnd)
        case .accepted, .snapshotInCallAsCaller: go(.resuming)
        case .rejected, .ended: over()
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .callPressed, .acceptPressed, .declinePressed, .incoming, .incomingFromPeer, .offerReceived,
            .answerReceived, .candidateReceived, .refused, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotInCallAsCallee, .snapshotOfEndedCall, .signalingRestored,
            .networkChanged, .mediaConnected, .mediaDisconnected, .mediaFailed, .mediaReplaced,
            .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    private static func ringing(_ event: DeviceEvent) -> Step? {
        switch event {
        case .acceptPressed: go(.answering, .openMicrophone)
        case .declinePressed: over(.sendReject)
        case .ended: over()
        // Given up under the other name of a crossed call, and answered by the server meanwhile.
        case .snapshotOfEndedCall: over(.sendEnd)
        case .incoming, .snapshotRinging: go(.ringing, .adoptCall)
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .snapshotInCallAsCallee: go(.resuming, .openMicrophone)
        case .callPressed, .hangUpPressed, .microphoneReady, .microphoneFailed, .incomingFromPeer,
            .accepted, .rejected, .offerReceived, .answerReceived, .candidateReceived, .refused,
            .snapshotCalling, .snapshotRingingFromPeer, .snapshotInCallAsCaller,
            .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected, .mediaFailed,
            .mediaReplaced, .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    private static func answering(_ event: DeviceEvent) -> Step? {
        switch event {
        case .microphoneReady: go(.accepting, .sendAccept)
        // The call still rings: the person may mend the microphone, decline, or answer elsewhere.
        case .microphoneFailed: go(.ringing, .showTrouble)
        case .declinePressed, .hangUpPressed: over(.sendReject)
        case .ended: over()
        // Given up under the other name of a crossed call, and answered by the server meanwhile.
        case .snapshotOfEndedCall: over(.sendEnd)
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .snapshotInCallAsCallee: go(.resuming)
        case .callPressed, .acceptPressed, .incoming, .incomingFromPeer, .accepted, .rejected,
            .offerReceived, .answerReceived, .candidateReceived, .refused, .snapshotCalling,
            .snapshotRinging, .snapshotRingingFromPeer, .snapshotInCallAsCaller,
            .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected, .mediaFailed,
            .mediaReplaced, .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    private static func accepting(_ event: DeviceEvent) -> Step? {
        switch event {
        case .snapshotInCallAsCallee: progress(.connecting)
        case .offerReceived: progress(.connecting, .answerOffer)
        // The server cannot be reached: the microphone must not stay open for an answer that never comes.
        case .connectTimeout: over(.sendEnd)
        // Lost on the way: it still rings, so accept again, with all the time that an answer may take.
        case .snapshotRinging: progress(.accepting, .sendAccept)
        // It is over, or so nearly that a device would not start to ring: the answer to this tells which.
        case .snapshotNone: progress(.accepting, .sendAccept)
        case .hangUpPressed: over(.sendEnd)
        case .ended: over()
        // Given up under the other name of a crossed call, and answered by the server meanwhile.
        case .snapshotOfEndedCall: over(.sendEnd)
        // It still rings; the server's snapshot follows and tells if not.
        case .refused: go(.ringing, .showTrouble)
        case .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .callPressed, .acceptPressed, .declinePressed, .microphoneReady, .microphoneFailed, .incoming,
            .incomingFromPeer, .accepted, .rejected, .answerReceived, .candidateReceived,
            .snapshotCalling, .snapshotRingingFromPeer, .snapshotInCallAsCaller,
            .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected, .mediaFailed,
            .mediaReplaced, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    private static func resuming(_ event: DeviceEvent) -> Step? {
        switch event {
        case .microphoneReady: go(.reconnecting, .negotiate)
        case .microphoneFailed: go(.idle, .sendEnd, .showTrouble)
        case .hangUpPressed: over(.sendEnd)
        case .ended: over()
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        // Whatever the media said before the microphone is open is asked for anew when it is.
        case .callPressed, .acceptPressed, .declinePressed, .incoming, .incomingFromPeer, .accepted,
            .rejected, .offerReceived, .answerReceived, .candidateReceived, .refused, .snapshotCalling,
            .snapshotRinging, .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected,
            .mediaFailed, .mediaReplaced, .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    private static func connecting(_ event: DeviceEvent) -> Step? {
        switch event {
        case .mediaConnected: go(.connected)
        case .connectTimeout: over(.sendEnd)
        // An answer is no progress: a path that fails and is tried again would put off the end.
        case .offerReceived: go(.connecting, .answerOffer)
        case .answerReceived: go(.connecting, .applyAnswer)
        case .candidateReceived: go(.connecting, .addCandidate)
        case .accepted: progress(.connecting, .negotiate)
        case .mediaFailed: go(.connecting, .restart)
        case .signalingRestored, .networkChanged: progress(.connecting, .restart)
        case .hangUpPressed: over(.sendEnd)
        case .ended: over()
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .callPressed, .acceptPressed, .declinePressed, .microphoneReady, .microphoneFailed, .incoming,
            .incomingFromPeer, .rejected, .refused, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .mediaDisconnected, .mediaReplaced, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    private static func connected(_ event: DeviceEvent) -> Step? {
        switch event {
        case .mediaDisconnected: go(.interrupted)
        case .mediaFailed: go(.reconnecting, .restart)
        case .mediaReplaced: go(.reconnecting)
        // The other side asks; whether its media is new shows in its answer. Until then audio may flow.
        case .accepted: go(.connected, .negotiate)
        case .offerReceived: go(.connected, .answerOffer)
        case .answerReceived: go(.connected, .applyAnswer)
        case .candidateReceived: go(.connected, .addCandidate)
        case .networkChanged: go(.connected, .restart)
        case .hangUpPressed: over(.sendEnd)
        case .ended: over()
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .callPressed, .acceptPressed, .declinePressed, .microphoneReady, .microphoneFailed, .incoming,
            .incomingFromPeer, .rejected, .refused, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .signalingRestored, .mediaConnected, .connectTimeout, .graceTimeout,
            .mediaTimeout:
            nil
        }
    }

    private static func interrupted(_ event: DeviceEvent) -> Step? {
        switch event {
        case .mediaConnected: go(.connected)
        case .graceTimeout, .mediaFailed, .networkChanged: go(.reconnecting, .restart)
        case .mediaReplaced: go(.reconnecting)
        case .accepted: go(.reconnecting, .negotiate)
        case .offerReceived: go(.reconnecting, .answerOffer)
        case .answerReceived: go(.interrupted, .applyAnswer)
        case .candidateReceived: go(.interrupted, .addCandidate)
        case .hangUpPressed: over(.sendEnd)
        case .ended: over()
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .callPressed, .acceptPressed, .declinePressed, .microphoneReady, .microphoneFailed, .incoming,
            .incomingFromPeer, .rejected, .refused, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .signalingRestored, .mediaDisconnected, .connectTimeout, .mediaTimeout:
            nil
        }
    }

    private static func reconnecting(_ event: DeviceEvent) -> Step? {
        switch event {
        case .mediaConnected: go(.connected)
        case .mediaTimeout: over(.sendEnd)
        case .mediaFailed, .signalingRestored, .networkChanged: go(.reconnecting, .restart)
        case .accepted: go(.reconnecting, .negotiate)
        case .offerReceived: go(.reconnecting, .answerOffer)
        case .answerReceived: go(.reconnecting, .applyAnswer)
        case .candidateReceived: go(.reconnecting, .addCandidate)
        case .hangUpPressed: over(.sendEnd)
        case .ended: over()
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .callPressed, .acceptPressed, .declinePressed, .microphoneReady, .microphoneFailed, .incoming,
            .incomingFromPeer, .rejected, .refused, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .mediaDisconnected, .mediaReplaced, .connectTimeout, .graceTimeout:
            nil
        }
    }
}

extension DeviceMachine {
    /// The reason that `sendEnd` or `sendReject` gives, and that the person is shown, when this event
    /// ends a call in this state; nil when the event never does.
    package static func endReason(from state: DeviceState, on event: DeviceEvent) -> EndReason? {
        switch event {
        case .hangUpPressed:
            switch state {
            case .dialing, .calling, .redialing: .cancelled
            case .ringing, .answering: .declined
            case .idle, .accepting, .resuming, .connecting, .connected, .interrupted, .reconnecting: .hungUp
            }
        case .declinePressed: .declined
        case .microphoneFailed: .microphoneUnavailable
        case .connectTimeout: .connectFailed
        case .mediaTimeout: .connectionLost
        case .callPressed, .acceptPressed, .microphoneReady, .incoming, .incomingFromPeer,
            .accepted, .rejected, .ended, .offerReceived, .answerReceived, .candidateReceived, .refused,
            .snapshotNone, .snapshotCalling, .snapshotRinging, .snapshotRingingFromPeer,
            .snapshotInCallAsCaller, .snapshotInCallAsCallee, .snapshotElsewhere, .snapshotOfEndedCall,
            .snapshotOfOtherCall, .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected,
            .mediaFailed, .mediaReplaced, .graceTimeout:
            nil
        }
    }
}
