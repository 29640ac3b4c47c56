/// What can happen to a call. Events are facts; the machine decides what follows.
package enum CallEvent: Hashable, Sendable {
    /// The caller sent `call:initiate` with this call's id again.
    case initiateReceived(from: Endpoint)
    /// Somebody accepted; in the call: the callee's device asks for a fresh offer.
    case acceptReceived(from: Endpoint)
    /// Somebody continues the call at this device, whichever had it until now.
    case takeOverReceived(from: Endpoint)
    /// Somebody declined.
    case rejectReceived(from: Endpoint, reason: EndReason)
    /// A media offer to pass on.
    case offerReceived(from: Endpoint)
    /// A media answer to pass on.
    case answerReceived(from: Endpoint)
    /// An ICE candidate to pass on.
    case candidateReceived(from: Endpoint)
    /// A device says whether it is muted, to pass on.
    case muteReceived(from: Endpoint)
    /// A device tells about its media, for the call's timeline.
    case reportReceived(from: Endpoint)
    /// Somebody ends the call.
    case endReceived(from: Endpoint, reason: EndReason)
    /// A device of one of the two has connected its socket.
    case deviceConnected(Endpoint)
    /// A device of one of the two has lost its socket.
    case deviceDisconnected(Endpoint)
    /// A person whose device in this call is gone asks for another call, from this device.
    case calledElsewhere(from: Endpoint)
    /// A device is signed out.
    case signedOut(Endpoint)
    /// The account of one of the two is disabled, or gone.
    case accountClosed(UserID)
    /// Somebody has connected since the two were gone, so the server can be reached.
    case absenceCounts
    /// Nobody is connected any more: perhaps it is the server that cannot be reached.
    case absenceIsUncertain
    /// A push service has taken a notice for the callee, or none of them has.
    case notified(isTaken: Bool)
    /// A timer has passed; stale ones are harmless.
    case deadlinePassed(Deadline)
    /// The server starts and finds this call in its store. No device is connected yet.
    case serverRestarted
}
