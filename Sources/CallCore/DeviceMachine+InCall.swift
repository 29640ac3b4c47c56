/// The cells of the states with one: both have agreed to talk, and audio flows or is looked for.
extension DeviceMachine {
    static func resuming(_ event: DeviceEvent) -> Step? {
        switch event {
        case .microphoneReady: go(.reconnecting, .negotiate)
        case .microphoneFailed: go(.idle, .sendEnd, .showTrouble)
        case .hangUpPressed, .mediaTimeout: over(.sendEnd)
        case .ended: over()
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        // Whatever the media said before the microphone is open is asked for anew when it is.
        case .callPressed, .acceptPressed, .continuePressed, .declinePressed, .incoming, .incomingFromPeer,
            .accepted,
            .rejected, .offerReceived, .answerReceived, .candidateReceived, .refused, .snapshotCalling,
            .snapshotRinging, .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected,
            .mediaFailed, .mediaReplaced, .mediaSilent, .negotiationStalled, .ringTimeout, .connectTimeout,
            .graceTimeout:
            nil
        }
    }

    /// Nothing was sent: until then the call goes on at the other device, whatever becomes of this.
    static func continuing(_ event: DeviceEvent) -> Step? {
        switch event {
        case .microphoneReady: go(.claiming, .sendTakeOver)
        case .microphoneFailed: go(.idle, .showTrouble)
        case .hangUpPressed: go(.idle)
        case .ringTimeout: over()
        // It is here already, by a wish of before that came late.
        case .snapshotInCallAsCaller, .snapshotInCallAsCallee: go(.resuming)
        case .snapshotNone, .snapshotOfOtherCall: over()
        // Whether the call is over, or was only answered elsewhere, tells the snapshot that follows.
        case .ended: nil
        case .callPressed, .acceptPressed, .continuePressed, .declinePressed, .incoming, .incomingFromPeer,
            .accepted, .rejected, .offerReceived, .answerReceived, .candidateReceived, .refused,
            .snapshotCalling, .snapshotRinging, .snapshotRingingFromPeer, .snapshotElsewhere,
            .snapshotOfEndedCall, .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected,
            .mediaFailed, .mediaReplaced, .mediaSilent, .negotiationStalled, .connectTimeout, .graceTimeout,
            .mediaTimeout:
            nil
        }
    }

    static func claiming(_ event: DeviceEvent) -> Step? {
        switch event {
        case .snapshotInCallAsCaller: go(.reconnecting, .negotiate)
        // The other side was asked for an offer.
        case .snapshotInCallAsCallee: go(.reconnecting)
        // Lost on the way.
        case .snapshotElsewhere: progress(.claiming, .sendTakeOver)
        // The server cannot be reached. The call is where it was.
        case .connectTimeout: over()
        case .hangUpPressed: over(.sendEnd)
        // The other device still has it.
        case .refused: go(.idle, .showTrouble)
        case .snapshotNone, .snapshotOfOtherCall: over()
        // Whether the call is over, or was only answered elsewhere, tells the snapshot that follows.
        case .ended: nil
        case .callPressed, .acceptPressed, .continuePressed, .declinePressed, .microphoneReady,
            .microphoneFailed, .incoming, .incomingFromPeer, .accepted, .rejected, .offerReceived,
            .answerReceived, .candidateReceived, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotOfEndedCall, .signalingRestored, .networkChanged,
            .mediaConnected, .mediaDisconnected, .mediaFailed, .mediaReplaced, .mediaSilent,
            .negotiationStalled, .ringTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    static func connecting(_ event: DeviceEvent) -> Step? {
        switch event {
        case .mediaConnected: go(.connected)
        case .connectTimeout: over(.sendEnd)
        // An answer is no progress: a path that fails and is tried again would put off the end.
        case .offerReceived: go(.connecting, .answerOffer)
        case .answerReceived: go(.connecting, .applyAnswer)
        case .candidateReceived: go(.connecting, .addCandidate)
        case .accepted: progress(.connecting, .negotiate)
        case .mediaFailed, .negotiationStalled: go(.connecting, .restart)
        case .signalingRestored, .networkChanged: progress(.connecting, .restart)
        case .hangUpPressed: over(.sendEnd)
        case .ended: over()
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .callPressed, .acceptPressed, .continuePressed, .declinePressed, .microphoneReady,
            .microphoneFailed, .incoming,
            .incomingFromPeer, .rejected, .refused, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .mediaDisconnected, .mediaReplaced, .mediaSilent, .ringTimeout,
            .graceTimeout, .mediaTimeout:
            nil
        }
    }

    static func connected(_ event: DeviceEvent) -> Step? {
        switch event {
        case .mediaDisconnected: go(.interrupted)
        case .mediaFailed, .mediaSilent: go(.reconnecting, .restart)
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
        case .callPressed, .acceptPressed, .continuePressed, .declinePressed, .microphoneReady,
            .microphoneFailed, .incoming,
            .incomingFromPeer, .rejected, .refused, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .signalingRestored, .mediaConnected, .negotiationStalled, .ringTimeout,
            .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    static func interrupted(_ event: DeviceEvent) -> Step? {
        switch event {
        case .mediaConnected: go(.connected)
        case .graceTimeout, .mediaFailed, .mediaSilent, .networkChanged: go(.reconnecting, .restart)
        case .mediaReplaced: go(.reconnecting)
        case .accepted: go(.reconnecting, .negotiate)
        case .offerReceived: go(.reconnecting, .answerOffer)
        case .answerReceived: go(.interrupted, .applyAnswer)
        case .candidateReceived: go(.interrupted, .addCandidate)
        case .hangUpPressed: over(.sendEnd)
        case .ended: over()
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .callPressed, .acceptPressed, .continuePressed, .declinePressed, .microphoneReady,
            .microphoneFailed, .incoming,
            .incomingFromPeer, .rejected, .refused, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .signalingRestored, .mediaDisconnected, .negotiationStalled, .ringTimeout,
            .connectTimeout, .mediaTimeout:
            nil
        }
    }

    static func reconnecting(_ event: DeviceEvent) -> Step? {
        switch event {
        case .mediaConnected: go(.connected)
        case .mediaTimeout: over(.sendEnd)
        case .mediaFailed, .negotiationStalled, .signalingRestored, .networkChanged:
            go(.reconnecting, .restart)
        case .accepted: go(.reconnecting, .negotiate)
        case .offerReceived: go(.reconnecting, .answerOffer)
        case .answerReceived: go(.reconnecting, .applyAnswer)
        case .candidateReceived: go(.reconnecting, .addCandidate)
        case .hangUpPressed: over(.sendEnd)
        case .ended: over()
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .callPressed, .acceptPressed, .continuePressed, .declinePressed, .microphoneReady,
            .microphoneFailed, .incoming,
            .incomingFromPeer, .rejected, .refused, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .mediaDisconnected, .mediaReplaced, .mediaSilent, .ringTimeout,
            .connectTimeout, .graceTimeout:
            nil
        }
    }
}
