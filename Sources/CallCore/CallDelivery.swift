/// Something that one device is to hear. A value: whoever performs it knows sockets and words.
package enum CallDelivery: Hashable, Sendable {
    /// A signal of the server's own making, about the call by the name that the device knows.
    case signal(CallSignal, call: CallID, from: SignalSender, to: Endpoint)
    /// The message at hand as it is, with the call's own id.
    case relay(call: CallID, to: Endpoint)
    /// `session:ready`, the first message on a socket, with the device's snapshot.
    case ready(CallSnapshot?, to: Endpoint)
    /// `session:call`: the device's snapshot.
    case snapshot(CallSnapshot?, to: Endpoint)
    /// `session:error`: why the message at hand is refused. The sender's snapshot comes behind it.
    case refusal(CallRefusal, to: Endpoint)

    /// Who hears it.
    package var recipient: Endpoint {
        switch self {
        case .signal(_, _, _, let endpoint), .relay(_, let endpoint), .ready(_, let endpoint),
            .snapshot(_, let endpoint), .refusal(_, let endpoint):
            endpoint
        }
    }
}
