import Signaling

/// The fields of every message's payload, for each direction. Null where a direction does not exist.
enum MessageShapes {
    private static let call = WireField("call_id", "string")
    private static let reason = WireField("reason", "EndReason")
    private static let sdp = WireField("sdp", "string")
    private static let candidate = WireField("candidate", "IceCandidate | null")
    private static let muted = WireField("muted", "boolean")
    private static let sentAt = WireField("sent_at", "number")
    private static let report = [
        WireField("call_id", "string"),
        WireField("media", "\"connecting\" | \"connected\" | \"reconnecting\""),
        WireField("path", "\"host\" | \"srflx\" | \"prflx\" | \"relay\" | null"),
        WireField("transport", "\"udp\" | \"tcp\" | \"tls\" | null"),
        WireField("codec", MediaReport.Codec.allCases.map { "\"\($0.rawValue)\" | " }.joined() + "null"),
        WireField("round_trip_ms", "number | null"),
        WireField("loss", "number | null"), WireField("jitter_ms", "number | null"),
        WireField("concealed", "number | null"), WireField("level_db", "number | null"),
        WireField("gathering", "Gathering | null"),
    ]

    /// What a device puts into the payload.
    static func fromDevice(_ type: SignalType) -> [WireField]? {
        switch type {
        case .callInitiate: [call]
        case .callAccept: [call, WireField("take_over", "boolean")]
        case .callReject, .callEnd: [call, reason]
        case .callOffer, .callAnswer: [call, sdp]
        case .callIceCandidate: [call, candidate]
        case .callMute: [call, muted]
        case .sessionPing: [sentAt]
        case .sessionReport: report
        case .callIncoming, .sessionReady, .sessionCall, .sessionPresence, .sessionChanged, .sessionError,
            .sessionPong:
            nil
        }
    }

    /// What the server puts into the payload.
    static func fromServer(_ type: SignalType) -> [WireField]? {
        switch type {
        case .callIncoming: [call, WireField("caller", "Person"), WireField("expires_at", "string")]
        case .callAccept: [call]
        case .callReject, .callEnd: [call, reason]
        case .callOffer, .callAnswer: [call, sdp]
        case .callIceCandidate: [call, candidate]
        case .callMute: [call, muted]
        case .sessionReady:
            [
                WireField("device_id", "string"), WireField("user", "Person"),
                WireField("call", "Snapshot | null"), WireField("timers", "Timers"),
                WireField("version", "string"), WireField("page", "string | null"),
            ]
        case .sessionCall: [WireField("call", "Snapshot | null")]
        case .sessionPresence:
            [
                WireField("sequence", "number"), WireField("online", "readonly string[]"),
                WireField("offline", "readonly string[]"), WireField("reload", "boolean"),
            ]
        case .sessionChanged: [WireField("what", "PersonalChange")]
        case .sessionError:
            [
                WireField("code", "ErrorCode"), WireField("message", "string"),
                WireField("type", "string | null"), WireField("call_id", "string | null"),
            ]
        case .sessionPong: [sentAt]
        case .callInitiate, .sessionPing, .sessionReport: nil
        }
    }
}
