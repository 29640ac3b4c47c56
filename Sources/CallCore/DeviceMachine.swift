/// The device's call machine: a table of state × event.
///
/// Written as one function a state, those before a call and those in it each in a file of their own; printed
/// as a table by `duet-contract` and interpreted by the browser, so that the machine that is tested is the one
/// that runs. Timers and the closing of media follow from the states alone (`DeviceState.timer`,
/// `DeviceState.holdsMedia`) and are added in one place, so no cell can forget them.
package enum DeviceMachine {
    /// How long a device that looks for a path waits for an answer after it has negotiated for the first, second …
    /// time, before it negotiates again (`DeviceEvent.negotiationStalled`). The last one repeats.
    package static let negotiationWaits: [Duration] = [.seconds(2), .seconds(3), .seconds(5), .seconds(8)]
    /// How long it waits for audio after an answer. With a fifth of all packets lost a path over a relay by TCP has
    /// taken five seconds.
    package static let answeredWait = Duration.seconds(8)
    /// How much longer than `CallTimers.ring` a device waits for an answer: the server's word should come first.
    package static let ringMargin = Duration.seconds(10)

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

    /// A cell as it is written for each state, before timers and closing are added.
    struct Step {
        var next: DeviceState
        var effects: [DeviceEffect]
        var restartsTimer = false
        var tellsWhy = false
    }

    static func go(_ next: DeviceState, _ effects: DeviceEffect...) -> Step {
        Step(next: next, effects: effects)
    }

    /// To idle, and the person is told why.
    static func over(_ effects: DeviceEffect...) -> Step {
        Step(next: .idle, effects: effects, tellsWhy: true)
    }

    /// Progress: time is counted anew, in this state or in another one with the same timer.
    static func progress(_ state: DeviceState, _ effects: DeviceEffect...) -> Step {
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
        case .continuing: continuing(event)
        case .claiming: claiming(event)
        case .connecting: connecting(event)
        case .connected: connected(event)
        case .interrupted: interrupted(event)
        case .reconnecting: reconnecting(event)
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
            case .idle, .accepting, .resuming, .continuing, .claiming, .connecting, .connected, .interrupted,
                .reconnecting:
                .hungUp
            }
        case .ringTimeout:
            switch state {
            // The person never said whether the microphone may be used.
            case .dialing, .continuing: .microphoneUnavailable
            case .ringing, .answering: .noAnswer
            case .idle, .calling, .redialing, .accepting, .resuming, .claiming, .connecting, .connected,
                .interrupted, .reconnecting:
                .connectionLost
            }
        case .declinePressed: .declined
        case .microphoneFailed: .microphoneUnavailable
        case .connectTimeout: .connectFailed
        case .mediaTimeout: .connectionLost
        case .callPressed, .acceptPressed, .continuePressed, .microphoneReady, .incoming, .incomingFromPeer,
            .accepted, .rejected, .ended, .offerReceived, .answerReceived, .candidateReceived, .refused,
            .snapshotNone, .snapshotCalling, .snapshotRinging, .snapshotRingingFromPeer,
            .snapshotInCallAsCaller, .snapshotInCallAsCallee, .snapshotElsewhere, .snapshotOfEndedCall,
            .snapshotOfOtherCall, .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected,
            .mediaFailed, .mediaReplaced, .mediaSilent, .negotiationStalled, .graceTimeout:
            nil
        }
    }
}
