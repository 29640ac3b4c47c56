/// Every message type of the protocol, as it stands in `type`.
package enum SignalType: String, CaseIterable, Sendable {
    case callInitiate = "call:initiate"
    case callIncoming = "call:incoming"
    case callAccept = "call:accept"
    case callReject = "call:reject"
    case callOffer = "call:offer"
    case callAnswer = "call:answer"
    case callIceCandidate = "call:ice-candidate"
    case callMute = "call:mute"
    case callEnd = "call:end"
    case sessionReady = "session:ready"
    case sessionCall = "session:call"
    case sessionPresence = "session:presence"
    case sessionChanged = "session:changed"
    case sessionError = "session:error"
    case sessionPing = "session:ping"
    case sessionPong = "session:pong"
    case sessionReport = "session:report"

    /// May a device send it?
    package var isFromDevice: Bool {
        switch self {
        case .callInitiate, .callAccept, .callReject, .callOffer, .callAnswer, .callIceCandidate, .callMute,
            .callEnd, .sessionPing, .sessionReport:
            true
        case .callIncoming, .sessionReady, .sessionCall, .sessionPresence, .sessionChanged, .sessionError,
            .sessionPong:
            false
        }
    }
}
