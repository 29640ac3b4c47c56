import CallCore
import CallStory
import Signaling

/// A call as JSON for the operator. The fields stand in `docs/why-did-this-call-fail.md` and keep their names.
struct ToldCall: Encodable {
    private let call: CallOutline

    init(_ call: CallOutline) { self.call = call }

    private enum Keys: String, CodingKey {
        case caller, callee, state, reason, words
        case callID = "call_id"
        case startedAt = "started_at"
        case answeredAt = "answered_at"
        case endedAt = "ended_at"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(call.call.id.description, forKey: .callID)
        try container.encode(call.caller, forKey: .caller)
        try container.encode(call.callee, forKey: .callee)
        try container.encode(call.call.startedAt.wireText, forKey: .startedAt)
        try container.encode(call.words, forKey: .words)
        let (state, answeredAt, ended): (String, Timestamp?, Call.Ended?) =
            switch call.call.state {
            case .ringing: ("ringing", nil, nil)
            case .inCall(let inCall): ("in-call", inCall.answeredAt, nil)
            case .ended(let ended): ("ended", ended.answeredAt, ended)
            }
        try container.encode(state, forKey: .state)
        try container.encode(answeredAt?.wireText, forKey: .answeredAt)
        try container.encode(ended?.at.wireText, forKey: .endedAt)
        try container.encode(ended?.reason.rawValue, forKey: .reason)
    }
}

extension CallOutline {
    /// The call in one line of a list.
    var line: String { "\(call.id)  \(call.startedAt.second)  \(words)" }
}
