import CallCore

/// What the server itself says to a device. What it passes on from another device is no message of its own: those
/// are the other device's bytes.
package enum ServerMessage: Hashable, Sendable {
    case incoming(CallID, caller: Person, expiresAt: Timestamp)
    case accept(CallID)
    case reject(CallID, EndReason)
    case end(CallID, EndReason)
    case ready(SessionReady)
    case call(SnapshotPayload?)
    case presence(PresenceChange)
    case changed(PersonalChange)
    case error(SignalFault)
    case pong(sentAt: JSONNumber)

    /// Its type on the wire.
    package var type: SignalType {
        switch self {
        case .incoming: .callIncoming
        case .accept: .callAccept
        case .reject: .callReject
        case .end: .callEnd
        case .ready: .sessionReady
        case .call: .sessionCall
        case .presence: .sessionPresence
        case .changed: .sessionChanged
        case .error: .sessionError
        case .pong: .sessionPong
        }
    }

    /// Writes the members of its payload.
    func writeMembers(to json: inout JSONWriter) {
        switch self {
        case .incoming(let call, let caller, let expiresAt):
            json.member("call_id", call)
            json.member("caller", caller)
            json.member("expires_at", expiresAt)
        case .accept(let call):
            json.member("call_id", call)
        case .reject(let call, let reason), .end(let call, let reason):
            json.member("call_id", call)
            json.member("reason", reason.rawValue)
        case .ready(let ready):
            ready.writeMembers(to: &json)
        case .call(let snapshot):
            json.member("call", snapshot)
        case .presence(let change):
            change.writeMembers(to: &json)
        case .changed(let change):
            json.member("what", change.rawValue)
        case .error(let fault):
            json.member("code", fault.code.rawValue)
            json.member("message", fault.code.message)
            json.member("type", fault.type)
            json.member("call_id", fault.call)
        case .pong(let sentAt):
            json.member("sent_at", sentAt)
        }
    }
}
