/// What can happen to the calls of a server: what ``CallRegistry`` is asked to decide about.
package enum CallInput: Hashable, Sendable {
    /// A device has opened a socket. It may have had an older one.
    case connected(Endpoint)
    /// A device has lost its socket.
    case disconnected(Endpoint)
    /// A connected device asks something of a call.
    case requested(CallRequest, by: Endpoint)
    /// A person whose device in this call is gone asks for another call, from this device.
    case calledElsewhere(CallID, from: Endpoint)
    /// A device is signed out, whether it has a socket or not.
    case signedOut(Endpoint)
    /// A person can be called no more: their account is disabled, or gone.
    case accountClosed(UserID)
    /// The callee's devices were to be notified that this call rings, by way of their push services: has one of these
    /// taken it?
    case notified(CallID, isTaken: Bool)
    /// A deadline has passed; a stale one is harmless.
    case deadlinePassed(Deadline)
    /// The server starts and finds this call, which is not over, in its journal.
    case restored(Call)
}
