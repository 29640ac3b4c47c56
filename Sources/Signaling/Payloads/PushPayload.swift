import CallCore

/// What a closed page of the callee is told by Web Push, encrypted for its browser.
package enum PushPayload: Hashable, Sendable {
    /// A call rings, until then.
    case incoming(CallID, from: Person, to: UserID, expiresAt: Timestamp)
    /// It does no more.
    case end(CallID, from: Person, to: UserID, EndReason, isMissed: Bool)

    /// The type, as the socket has it for a page that is open.
    package var type: SignalType {
        switch self {
        case .incoming: .callIncoming
        case .end: .callEnd
        }
    }

    /// JSON (RFC 8259) in UTF-8.
    package func encoded() -> [UInt8] {
        var json = JSONWriter()
        write(to: &json)
        return json.bytes
    }
}

extension PushPayload: JSONObjectWritable {
    func writeMembers(to json: inout JSONWriter) {
        json.member("type", type.rawValue)
        switch self {
        case .incoming(let call, let caller, let callee, let expiresAt):
            json.member("call_id", call)
            json.member("from", caller)
            json.member("to_user_id", callee)
            json.member("expires_at", expiresAt)
        case .end(let call, let caller, let callee, let reason, let isMissed):
            json.member("call_id", call)
            json.member("from", caller)
            json.member("to_user_id", callee)
            json.member("reason", reason.rawValue)
            json.member("missed", isMissed)
        }
    }
}
