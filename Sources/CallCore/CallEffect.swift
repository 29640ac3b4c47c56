/// What the machine orders. Effects are values, performed in order after the call was saved. Timers are no
/// orders: the one that runs is the ``Call/deadline`` of the call's state.
package enum CallEffect: Hashable, Sendable {
    /// Send a signal that the server itself or one person says to others.
    case send(CallSignal, from: SignalSender, to: Recipients)
    /// Pass the message at hand on, as it is.
    case relay(to: Endpoint)
    /// Send every connected device of both people its snapshot.
    case updateSnapshots
    /// Send one device its snapshot of this call.
    case sendSnapshot(to: Endpoint)
    /// Send one device its snapshot of whatever call its person is in now.
    case sendCurrentSnapshot(to: Endpoint)
    /// Answer the message at hand with `session:error`, and then with the sender's snapshot: whoever was
    /// refused is told what is so.
    case refuse(CallRefusal)
}

/// Who receives a signal.
package enum Recipients: Hashable, Sendable {
    /// One device.
    case device(Endpoint)
    /// Every connected device of a person.
    case everyDevice(of: UserID)
    /// Every connected device of a person but this one.
    case otherDevices(than: Endpoint)
}

/// In whose name a signal is sent.
package enum SignalSender: Hashable, Sendable {
    /// The server's own word.
    case server
    /// A person's.
    case person(UserID)
}

/// The signals that the machine itself gives out.
package enum CallSignal: Hashable, Sendable {
    /// `call:incoming`
    case incoming(caller: UserID, expiresAt: Timestamp)
    /// `call:accept`
    case accept
    /// `call:reject`
    case reject(EndReason)
    /// `call:end`
    case end(EndReason)
}

/// Why the machine refuses a message. Each has its own error code on the wire.
package enum CallRefusal: String, CaseIterable, Sendable {
    /// The sender is not one of the two people.
    case notYourCall = "not_your_call"
    /// The call is bound to another device of the sender.
    case otherDevice = "other_device"
    /// The message is not legal in the call's state or not for this side of it.
    case wrongState = "wrong_state"
    /// The reason is not one that may be given here.
    case reasonNotAllowed = "reason_not_allowed"
    /// The sender is in another call.
    case alreadyInCall = "already_in_call"
    /// The message names somebody else than the other person of the call.
    case wrongRecipient = "wrong_recipient"
    /// The sender asked for a call to themselves.
    case selfCall = "self_call"
    /// There is no call of this id.
    case unknownCall = "unknown_call"
}
