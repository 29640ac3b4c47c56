/// The cells of the states without a conversation: free, calling, or being called.
extension DeviceMachine {
    static func idle(_ event: DeviceEvent) -> Step? {
        switch event {
        case .callPressed: go(.dialing, .openMicrophone)
        case .incoming, .snapshotRinging: go(.ringing, .adoptCall)
        case .snapshotCalling: go(.redialing, .adoptCall, .openMicrophone)
        case .snapshotInCallAsCaller, .snapshotInCallAsCallee: go(.resuming, .adoptCall, .openMicrophone)
        case .continuePressed: go(.continuing, .openMicrophone)
        case .snapshotOfEndedCall: go(.idle, .sendEnd)
        case .acceptPressed, .declinePressed, .hangUpPressed, .microphoneReady, .microphoneFailed,
            .incomingFromPeer, .accepted, .rejected, .ended, .offerReceived, .answerReceived,
            .candidateReceived, .refused, .snapshotNone, .snapshotRingingFromPeer, .snapshotElsewhere,
            .snapshotOfOtherCall, .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected,
            .mediaFailed, .mediaReplaced, .mediaSilent, .negotiationStalled, .ringTimeout, .connectTimeout,
            .graceTimeout, .mediaTimeout:
            nil
        }
    }

    static func dialing(_ event: DeviceEvent) -> Step? {
        switch event {
        case .microphoneReady: progress(.calling, .prepareOffer, .sendInitiate)
        case .microphoneFailed: go(.idle, .showTrouble)
        case .hangUpPressed: go(.idle)
        case .ringTimeout: over()
        // Somebody else calls first: their call is shown, ours was never sent.
        case .incoming, .snapshotRinging: progress(.ringing, .adoptCall)
        // Both want to talk to each other: wanting to call them is accepting their call.
        case .incomingFromPeer, .snapshotRingingFromPeer: progress(.answering, .adoptCall)
        case .snapshotCalling: progress(.redialing, .adoptCall)
        case .snapshotInCallAsCaller, .snapshotInCallAsCallee: go(.resuming, .adoptCall)
        case .snapshotElsewhere: go(.idle)
        case .snapshotOfEndedCall: go(.dialing, .sendEnd)
        case .callPressed, .acceptPressed, .continuePressed, .declinePressed, .accepted, .rejected, .ended,
            .offerReceived,
            .answerReceived, .candidateReceived, .refused, .snapshotNone, .snapshotOfOtherCall,
            .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected, .mediaFailed,
            .mediaReplaced, .mediaSilent, .negotiationStalled, .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    static func calling(_ event: DeviceEvent) -> Step? {
        switch event {
        case .accepted: go(.connecting, .negotiate)
        // Mostly it is this very call. Else it is one that had ended, and goes on because its ending was lost with
        // the server that could not save it; of ours that server has never heard.
        case .snapshotCalling: progress(.calling, .adoptCall)
        case .snapshotInCallAsCaller: go(.connecting, .adoptCall, .negotiate)
        // Glare: the server took our wish for the acceptance of their call. They will offer.
        case .snapshotInCallAsCallee: go(.connecting, .closePeer, .adoptCall)
        // Our wish was lost on its way, and theirs rings here: wanting to call them is accepting.
        case .snapshotRingingFromPeer: go(.accepting, .closePeer, .adoptCall, .sendAccept)
        // Our wish was refused because somebody's call rings here already.
        case .snapshotRinging: progress(.ringing, .adoptCall)
        case .rejected, .ended: over()
        case .hangUpPressed, .ringTimeout: over(.sendEnd)
        case .refused: go(.idle, .showTrouble)
        // The server never heard of it: sending it again is harmless.
        case .snapshotNone: go(.calling, .sendInitiate)
        case .snapshotElsewhere: over()
        case .snapshotOfEndedCall: go(.calling, .sendEnd)
        // The prepared offer names addresses of a network that is gone.
        case .networkChanged: go(.calling, .closePeer, .prepareOffer)
        // The server decides which of two crossing calls counts; its snapshot follows.
        case .incoming, .incomingFromPeer: nil
        case .callPressed, .acceptPressed, .continuePressed, .declinePressed, .microphoneReady,
            .microphoneFailed,
            .offerReceived, .answerReceived, .candidateReceived, .snapshotOfOtherCall,
            .signalingRestored, .mediaConnected, .mediaDisconnected, .mediaFailed, .mediaReplaced,
            .mediaSilent, .negotiationStalled,
            .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    static func redialing(_ event: DeviceEvent) -> Step? {
        switch event {
        case .microphoneReady: go(.calling, .prepareOffer)
        case .microphoneFailed: go(.idle, .sendEnd, .showTrouble)
        case .hangUpPressed, .ringTimeout: over(.sendEnd)
        case .accepted, .snapshotInCallAsCaller: go(.resuming)
        case .rejected, .ended: over()
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .callPressed, .acceptPressed, .continuePressed, .declinePressed, .incoming, .incomingFromPeer,
            .offerReceived,
            .answerReceived, .candidateReceived, .refused, .snapshotCalling, .snapshotRinging,
            .snapshotRingingFromPeer, .snapshotInCallAsCallee, .snapshotOfEndedCall, .signalingRestored,
            .networkChanged, .mediaConnected, .mediaDisconnected, .mediaFailed, .mediaReplaced, .mediaSilent,
            .negotiationStalled,
            .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    static func ringing(_ event: DeviceEvent) -> Step? {
        switch event {
        case .acceptPressed: go(.answering, .openMicrophone)
        case .declinePressed: over(.sendReject)
        case .ended, .ringTimeout: over()
        // Given up under the other name of a crossed call, and answered by the server meanwhile.
        case .snapshotOfEndedCall: over(.sendEnd)
        case .incoming, .snapshotRinging: progress(.ringing, .adoptCall)
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .snapshotInCallAsCallee: go(.resuming, .openMicrophone)
        case .callPressed, .continuePressed, .hangUpPressed, .microphoneReady, .microphoneFailed,
            .incomingFromPeer,
            .accepted, .rejected, .offerReceived, .answerReceived, .candidateReceived, .refused,
            .snapshotCalling, .snapshotRingingFromPeer, .snapshotInCallAsCaller,
            .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected, .mediaFailed,
            .mediaReplaced, .mediaSilent, .negotiationStalled, .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    static func answering(_ event: DeviceEvent) -> Step? {
        switch event {
        case .microphoneReady: go(.accepting, .sendAccept)
        // The call still rings: the person may mend the microphone, decline, or answer elsewhere.
        case .microphoneFailed: go(.ringing, .showTrouble)
        case .declinePressed, .hangUpPressed: over(.sendReject)
        case .ended, .ringTimeout: over()
        // Given up under the other name of a crossed call, and answered by the server meanwhile.
        case .snapshotOfEndedCall: over(.sendEnd)
        case .snapshotNone, .snapshotElsewhere, .snapshotOfOtherCall: over()
        case .snapshotInCallAsCallee: go(.resuming)
        case .callPressed, .acceptPressed, .continuePressed, .incoming, .incomingFromPeer, .accepted,
            .rejected,
            .offerReceived, .answerReceived, .candidateReceived, .refused, .snapshotCalling,
            .snapshotRinging, .snapshotRingingFromPeer, .snapshotInCallAsCaller,
            .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected, .mediaFailed,
            .mediaReplaced, .mediaSilent, .negotiationStalled, .connectTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }

    static func accepting(_ event: DeviceEvent) -> Step? {
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
        case .callPressed, .acceptPressed, .continuePressed, .declinePressed, .microphoneReady,
            .microphoneFailed, .incoming,
            .incomingFromPeer, .accepted, .rejected, .answerReceived, .candidateReceived,
            .snapshotCalling, .snapshotRingingFromPeer, .snapshotInCallAsCaller,
            .signalingRestored, .networkChanged, .mediaConnected, .mediaDisconnected, .mediaFailed,
            .mediaReplaced, .mediaSilent, .negotiationStalled, .ringTimeout, .graceTimeout, .mediaTimeout:
            nil
        }
    }
}
