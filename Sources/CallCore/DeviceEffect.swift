/// What the device's machine orders, in order.
package enum DeviceEffect: String, CaseIterable, Sendable {
    /// Take the call's id, peer, role and times from the message at hand.
    case adoptCall
    /// Ask for the microphone. Ends in `microphoneReady` or `microphoneFailed`.
    case openMicrophone
    /// Stop every track and close the peer connection.
    case closeMedia
    /// Close the peer connection; the microphone stays open.
    case closePeer
    /// Make a peer connection and an offer, but do not send it.
    case prepareOffer
    /// Negotiate the media: the caller sends the prepared or a fresh offer, the callee asks for one with
    /// `call:accept`. A fresh offer on a connection that had one before restarts ICE (RFC 8445 section 9).
    case negotiate
    /// The same to mend a path, with fresh relay credentials, but not right after the last time unless something has
    /// changed: `negotiationStalled` brings the next try. While signals cannot be exchanged nothing is done:
    /// `signalingRestored` brings it then; where that is the other device's, it is let speak first for a moment.
    case restart
    /// Apply the offer at hand and send the answer.
    case answerOffer
    /// Apply the answer at hand.
    case applyAnswer
    /// Apply the candidate at hand, or keep it until the remote description is set.
    case addCandidate
    /// Send `call:initiate`.
    case sendInitiate
    /// Send `call:accept`.
    case sendAccept
    /// Send `call:accept` with `take_over`.
    case sendTakeOver
    /// Send `call:reject` with `declined`.
    case sendReject
    /// Send `call:end` with the reason that belongs to the event, see `DeviceEvent.endReason`.
    case sendEnd
    /// Tell the person why the call ended.
    case showEnded
    /// Tell the person what went wrong with the microphone, or why the server refused.
    case showTrouble
    /// Start `DeviceTimer.ring`.
    case startRingTimer
    /// Stop `DeviceTimer.ring`.
    case cancelRingTimer
    /// Start `DeviceTimer.connect`.
    case startConnectTimer
    /// Stop `DeviceTimer.connect`.
    case cancelConnectTimer
    /// Start `DeviceTimer.grace`.
    case startGraceTimer
    /// Stop `DeviceTimer.grace`.
    case cancelGraceTimer
    /// Start `DeviceTimer.media`.
    case startMediaTimer
    /// Stop `DeviceTimer.media`.
    case cancelMediaTimer
}

extension DeviceTimer {
    /// The order that sets it.
    package var start: DeviceEffect {
        switch self {
        case .ring: .startRingTimer
        case .connect: .startConnectTimer
        case .grace: .startGraceTimer
        case .media: .startMediaTimer
        }
    }

    /// What happens when it passes.
    package var event: DeviceEvent {
        switch self {
        case .ring: .ringTimeout
        case .connect: .connectTimeout
        case .grace: .graceTimeout
        case .media: .mediaTimeout
        }
    }

    /// The order that stops it.
    package var cancel: DeviceEffect {
        switch self {
        case .ring: .cancelRingTimer
        case .connect: .cancelConnectTimer
        case .grace: .cancelGraceTimer
        case .media: .cancelMediaTimer
        }
    }
}
