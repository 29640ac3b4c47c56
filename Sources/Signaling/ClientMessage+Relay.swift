import CallCore

extension ClientMessage {
    /// The message as the other side receives it; nil for those that are for the server only.
    ///
    /// - Parameter call: The call's own id. A message may name it by an alias that the other side does
    ///   not know.
    package func relayed(as call: CallID) -> ServerMessage? {
        switch self {
        case .accept: .accept(call)
        case .reject(_, let reason): .reject(call, reason)
        case .offer(_, let sdp): .offer(call, sdp: sdp)
        case .answer(_, let sdp): .answer(call, sdp: sdp)
        case .candidate(_, let candidate): .candidate(call, candidate)
        case .end(_, let reason): .end(call, reason)
        case .initiate, .ping, .report: nil
        }
    }
}
