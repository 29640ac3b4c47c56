import CallCore
import Logging
import Signaling

/// Declining without a socket.
extension CallService {
    /// Declines a call, as a device of the callee would by `call:reject`. The device is one that nobody has, so that all of
    /// the callee's hear of it.
    func decline(_ id: CallID, by user: UserID, at now: Timestamp) -> DeclineAnswer {
        guard limits.takeMessage(of: user, at: now) else { return .tooMany }
        do {
            try recallEnding(of: id)
        } catch {
            logger.error(
                "Reading the database failed", metadata: ["call_id": "\(id)", "error": "\(error)"])
            return .failed
        }
        guard let call = registry.call(id), call.callee == user else { return .unknown }
        guard case .ringing = call.state else { return .notRinging }
        let request = CallRequest(.reject(.declined), call: id, peer: call.caller.user)
        decide(.requested(request, by: Endpoint(user: user, device: .random())), at: now)
        return .declined
    }
}
