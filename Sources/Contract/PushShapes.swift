import Signaling

/// The fields of what a closed page is told. They are written in Signaling; a test encodes a sample of each and compares.
enum PushShapes {
    /// Those of a type beside the type itself; nil when nothing of this type is pushed.
    static func fields(_ type: SignalType) -> [WireField]? {
        let call = [
            WireField("call_id", "string"), WireField("from", "Person"), WireField("to_user_id", "string"),
        ]
        return switch type {
        case .callIncoming: call + [WireField("expires_at", "string")]
        case .callEnd: call + [WireField("reason", "EndReason"), WireField("missed", "boolean")]
        case .callInitiate, .callAccept, .callReject, .callOffer, .callAnswer, .callIceCandidate,
            .callMute, .sessionReady, .sessionCall, .sessionPresence, .sessionChanged, .sessionError,
            .sessionPing,
            .sessionPong,
            .sessionReport:
            nil
        }
    }
}
