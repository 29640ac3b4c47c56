/// What can happen to a device's call. Signals count only when they speak of the call at hand; the
/// runner drops the others before the table is asked.
package enum DeviceEvent: String, CaseIterable, Sendable {
    // The person.
    /// "Call NAME" was pressed.
    case callPressed
    /// "Accept" was pressed, or "Call NAME" for the very person whose call rings.
    case acceptPressed
    /// "Continue here" was pressed, for a call that another device of this person has.
    case continuePressed
    /// "Decline" was pressed.
    case declinePressed
    /// "Hang up" was pressed.
    case hangUpPressed

    // The microphone.
    /// It is open.
    case microphoneReady
    /// It was refused, is missing or cannot be read.
    case microphoneFailed

    // Signals.
    /// `call:incoming` from anybody but the person being dialled.
    case incoming
    /// `call:incoming` from the very person being dialled.
    case incomingFromPeer
    /// `call:accept`; in the call: the other side needs a fresh offer.
    case accepted
    /// `call:reject`
    case rejected
    /// `call:end`
    case ended
    /// `call:offer`
    case offerReceived
    /// `call:answer`
    case answerReceived
    /// `call:ice-candidate`
    case candidateReceived
    /// `session:error` for a message about this call.
    case refused

    // The server's view. From `session:ready` always; from `session:call` when it tells something new.
    /// This person is in no call.
    case snapshotNone
    /// The call that this device placed rings.
    case snapshotCalling
    /// A call rings here.
    case snapshotRinging
    /// The call of the very person being dialled rings here, and the server has not heard of ours.
    case snapshotRingingFromPeer
    /// In a call bound to this device, as its caller.
    case snapshotInCallAsCaller
    /// In a call bound to this device, as its callee.
    case snapshotInCallAsCallee
    /// In a call, or calling, on another device of this person.
    case snapshotElsewhere
    /// The server still holds a call that this device has ended.
    case snapshotOfEndedCall
    /// The server holds another call of this person: the one at hand is over. The other one is looked at
    /// afterwards, from idle.
    case snapshotOfOtherCall

    // The ways to the other side.
    /// Signals can be exchanged again after they could not: this device's socket or the peer's came back.
    /// What was said meanwhile is lost.
    case signalingRestored
    /// This machine has another network than before, or has one again.
    case networkChanged

    // The media.
    /// Audio can flow.
    case mediaConnected
    /// The path is interrupted, perhaps for a moment.
    case mediaDisconnected
    /// The path is gone.
    case mediaFailed
    /// Nothing arrives any more over a path that the browser takes for good.
    case mediaSilent
    /// A path is looked for, and what was said about it last has got no answer for too long.
    case negotiationStalled
    /// The peer's media is new, so the connection was replaced by one that has no path yet.
    case mediaReplaced

    // Timers.
    /// `DeviceTimer.ring` has passed.
    case ringTimeout
    /// `DeviceTimer.connect` has passed.
    case connectTimeout
    /// `DeviceTimer.grace` has passed.
    case graceTimeout
    /// `DeviceTimer.media` has passed.
    case mediaTimeout
}
