import CallCore
import RateLimits

/// The stable codes of `session:error`. A code never changes its meaning.
package enum SignalErrorCode: String, CaseIterable, Sendable {
    // The frame.
    case notText = "not_text"
    case notUTF8 = "not_utf8"
    case frameTooLarge = "frame_too_large"
    case protocolError = "protocol_error"
    case rateLimited = "rate_limited"

    // The text.
    case notJSON = "not_json"
    case tooDeep = "too_deep"
    case duplicateKey = "duplicate_key"

    // The envelope.
    case invalidEnvelope = "invalid_envelope"
    case unknownType = "unknown_type"
    case wrongDirection = "wrong_direction"
    case forgedSender = "forged_sender"
    case wrongRecipient = "wrong_recipient"

    // The payload.
    case invalidPayload = "invalid_payload"
    case invalidSDP = "invalid_sdp"
    case invalidCandidate = "invalid_candidate"
    case reasonNotAllowed = "reason_not_allowed"

    // The call.
    case unknownCall = "unknown_call"
    case notYourCall = "not_your_call"
    case otherDevice = "other_device"
    case wrongState = "wrong_state"
    case alreadyInCall = "already_in_call"
    case tooManyCalls = "too_many_calls"
    case selfCall = "self_call"
    case unknownUser = "unknown_user"
    case userDisabled = "user_disabled"

    // The server.
    case cannotSave = "cannot_save"
    case internalError = "internal_error"

    /// The code for what the call machine refuses.
    package init(_ refusal: CallRefusal) {
        self =
            switch refusal {
            case .notYourCall: .notYourCall
            case .otherDevice: .otherDevice
            case .wrongState: .wrongState
            case .reasonNotAllowed: .reasonNotAllowed
            case .alreadyInCall: .alreadyInCall
            case .wrongRecipient: .wrongRecipient
            case .selfCall: .selfCall
            case .unknownCall: .unknownCall
            }
    }

    /// What happened and what to do, for a human.
    package var message: String {
        switch self {
        case .notText: "Only text frames are understood; send the message as text."
        case .notUTF8: "The message is not valid UTF-8."
        case .frameTooLarge: "The message is larger than \(Limits.frameBytes) bytes."
        case .protocolError: "The WebSocket frame breaks RFC 6455."
        case .rateLimited: "Too many messages; wait a moment and send fewer."
        case .notJSON: "The message is not JSON."
        case .tooDeep: "The JSON is nested deeper than \(Limits.jsonDepth) levels."
        case .duplicateKey: "A key stands twice in the same JSON object."
        case .invalidEnvelope:
            "The message must be an object with type, from_user_id, to_user_id and payload."
        case .unknownType: "There is no such message type."
        case .wrongDirection: "Only the server sends messages of this type."
        case .forgedSender: "from_user_id must be the signed-in person."
        case .wrongRecipient:
            "to_user_id must be the other person of the call, or server for session messages."
        case .invalidPayload: "The payload lacks a field or has one of the wrong kind."
        case .invalidSDP:
            "The SDP must be at most \(Limits.sdpBytes) bytes, with exactly one audio section, no other section, and a sha-256 fingerprint."
        case .invalidCandidate: "The candidate must be at most \(Limits.candidateBytes) bytes."
        case .reasonNotAllowed: "This reason may not be given here."
        case .unknownCall: "There is no such call."
        case .notYourCall: "This call is somebody else's."
        case .otherDevice: "This call is bound to another of your devices."
        case .wrongState: "The call is not in a state in which this message is allowed."
        case .alreadyInCall: "You are in another call."
        case .tooManyCalls: "You have called very often; wait a minute, then try again."
        case .selfCall: "You cannot call yourself."
        case .unknownUser: "There is no such person."
        case .userDisabled: "This person's account is disabled."
        case .cannotSave: "The server cannot save anything at the moment; try again later."
        case .internalError: "The server could not do this; it has been logged. Try again."
        }
    }
}
