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
        case .callPressed, .acceptPressed, .declinePressed, .incoming, .incomingFromPeer, .accepted,
            .rejected, .offerReceived, .answerReceived, .candidateReceived, .refused, .snapshotCalling,
            .snapshotRinging, .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected,
            .mediaFailed, .mediaReplaced, .mediaSilent, .negotiationStalled, .ringTimeout, .connectTimeout,
            .graceTimeout:
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
        case .callPressed, .acceptPressed, .declinePressed, .microphoneReady, .microphoneFailed, .incoming,
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
        case .callPressed, .acceptPressed, .declinePressed, .microphoneReady, .microphoneFailed, .incoming,
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
        case .callPressed, .acceptPressed, .declinePressed, .microphoneReady, .microphoneFailed, .incoming,
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
        case .callPressed, .acceptPressed, .declinePressed, .microphoneReady, .microphoneFailed, .incoming,
            .incomingFromPeer, .rejected, .refused, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotInCallAsCaller, .snapshotInCallAsCallee,
            .snapshotOfEndedCall, .mediaDisconnected, .mediaReplaced, .mediaSilent, .ringTimeout,
            .connectTimeout, .graceTimeout:
            nil
        }
    }
}
