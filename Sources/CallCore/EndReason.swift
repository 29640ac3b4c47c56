/// Why a call ended. The one list: the wire, the database and the page use these words.
package enum EndReason: String, CaseIterable, Sendable {
    /// A person in the call pressed "Hang up".
    case hungUp = "hung_up"
    /// The caller gave up while it rang.
    case cancelled
    /// The callee declined.
    case declined
    /// The callee was in another call.
    case busy
    /// Nobody answered before the ring deadline.
    case noAnswer = "no_answer"
    /// Told to the callee's other devices; the call itself goes on.
    case answeredElsewhere = "answered_elsewhere"
    /// Told to the callee's other devices; the call itself ended as `declined`.
    case declinedElsewhere = "declined_elsewhere"
    /// One of the two, whose device in the call was gone, called from another one.
    case calledElsewhere = "called_elsewhere"
    /// No audio path was found within the connect deadline.
    case connectFailed = "connect_failed"
    /// The audio path broke and did not come back in time.
    case connectionLost = "connection_lost"
    /// Both devices had been gone for too long.
    case abandoned
    /// One of the two was signed out at the device that was in the call: by themselves, with their password, or with their
    /// account.
    case signedOut = "signed_out"
    /// A microphone was refused or missing.
    case microphoneUnavailable = "microphone_unavailable"

    /// May a callee's device give this as the reason of `call:reject`?
    package var isRejection: Bool {
        switch self {
        case .declined, .microphoneUnavailable: true
        case .hungUp, .cancelled, .busy, .noAnswer, .answeredElsewhere, .declinedElsewhere, .calledElsewhere,
            .connectFailed, .connectionLost, .abandoned, .signedOut:
            false
        }
    }

    /// May the caller's device give this as the reason of `call:end` while it rings?
    package var isCancellation: Bool {
        switch self {
        case .cancelled, .microphoneUnavailable: true
        case .hungUp, .declined, .busy, .noAnswer, .answeredElsewhere, .declinedElsewhere, .calledElsewhere,
            .connectFailed, .connectionLost, .abandoned, .signedOut:
            false
        }
    }

    /// The reason with which the caller's `call:end` ends a call that rings; nil when it may not give this one.
    /// A caller that speaks of a conversation knows of an answer that the server has lost.
    package var endingRinging: EndReason? {
        if isCancellation { return self }
        return endingConversation == nil ? nil : .cancelled
    }

    /// The reason with which the callee's `call:end` ends a call that rings, its acceptance having been lost;
    /// nil when it may not give this one.
    package var endingAcceptance: EndReason? {
        switch self {
        case .connectFailed, .microphoneUnavailable: self
        case .hungUp, .cancelled, .connectionLost: .declined
        case .declined, .busy, .noAnswer, .answeredElsewhere, .declinedElsewhere, .calledElsewhere,
            .abandoned, .signedOut:
            nil
        }
    }

    /// The reason with which a device's `call:end` ends a call in progress; nil when it may not give
    /// this one. A cancellation that crossed the acceptance on its way is a hang-up.
    package var endingConversation: EndReason? {
        switch self {
        case .hungUp, .connectFailed, .connectionLost, .microphoneUnavailable: self
        case .cancelled: .hungUp
        case .declined, .busy, .noAnswer, .answeredElsewhere, .declinedElsewhere, .calledElsewhere,
            .abandoned, .signedOut:
            nil
        }
    }
}
