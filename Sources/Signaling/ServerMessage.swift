import CallCore
import Foundation

/// What the server says to a device. The relayed ones carry what the other device said.
package enum ServerMessage: Hashable, Sendable {
    case incoming(CallID, caller: Person, expiresAt: Timestamp)
    case accept(CallID)
    case reject(CallID, EndReason)
    case offer(CallID, sdp: String)
    case answer(CallID, sdp: String)
    case candidate(CallID, IceCandidate?)
    case end(CallID, EndReason)
    case ready(SessionReady)
    case call(SnapshotPayload?)
    case presence(UserID, online: Bool)
    case error(SignalFault)
    case pong(sentAt: Double)

    /// Its type on the wire.
    package var type: SignalType {
        switch self {
        case .incoming: .callIncoming
        case .accept: .callAccept
        case .reject: .callReject
        case .offer: .callOffer
        case .answer: .callAnswer
        case .candidate: .callIceCandidate
        case .end: .callEnd
        case .ready: .sessionReady
        case .call: .sessionCall
        case .presence: .sessionPresence
        case .error: .sessionError
        case .pong: .sessionPong
        }
    }
}

/// The first message on every socket.
package struct SessionReady: Hashable, Sendable {
    /// The device's id, as it gave it or as the server made it.
    package let device: DeviceID
    /// Who is signed in.
    package let user: Person
    /// The call this device's person is in.
    package let call: SnapshotPayload?
    /// Every duration both ends must agree on.
    package let timers: CallTimers
    /// Who is online.
    package let online: [UserID]
    /// The server's version.
    package let version: String

    /// The first message on a socket.
    package init(
        device: DeviceID, user: Person, call: SnapshotPayload?, timers: CallTimers, online: [UserID],
        version: String
    ) {
        self.device = device
        self.user = user
        self.call = call
        self.timers = timers
        self.online = online
        self.version = version
    }
}

/// A message to a device, with its envelope.
package struct OutgoingSignal: Hashable, Sendable {
    /// In whose name: a person's id or `server`.
    package let from: String
    /// For whom.
    package let to: UserID
    /// What it says.
    package let message: ServerMessage

    /// A message to a device.
    package init(from: SignalSender, to: UserID, _ message: ServerMessage) {
        self.from =
            switch from {
            case .server: UserID.serverName
            case .person(let user): user.description
            }
        self.to = to
        self.message = message
    }

    /// The message as it goes on the wire.
    /// - Throws: Only when a number is not finite, which no message holds that was decoded from JSON.
    package func encoded() throws -> String {
        String(decoding: try JSONEncoder.forWire.encode(self), as: UTF8.self)
    }
}

extension JSONEncoder {
    fileprivate static let forWire: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
}

extension OutgoingSignal: Encodable {
    private enum CodingKeys: String, CodingKey {
        case type
        case from = "from_user_id"
        case to = "to_user_id"
        case payload
    }

    package func encode(to encoder: any Encoder) throws {
        var envelope = encoder.container(keyedBy: CodingKeys.self)
        try envelope.encode(message.type.rawValue, forKey: .type)
        try envelope.encode(from, forKey: .from)
        try envelope.encode(to.description, forKey: .to)
        var payload = envelope.nestedContainer(keyedBy: ServerPayloadKey.self, forKey: .payload)
        try message.encode(into: &payload)
    }
}

enum ServerPayloadKey: String, CodingKey {
    case call = "call_id"
    case caller
    case expiresAt = "expires_at"
    case reason, sdp, candidate
    case device = "device_id"
    case user
    case snapshot = "call"
    case timers, online, version
    case userID = "user_id"
    case code, message, type
    case sentAt = "sent_at"
}

extension ServerMessage {
    fileprivate func encode(into payload: inout KeyedEncodingContainer<ServerPayloadKey>) throws {
        switch self {
        case .incoming(let call, let caller, let expiresAt):
            try payload.encode(call.description, forKey: .call)
            try payload.encode(caller, forKey: .caller)
            try payload.encode(expiresAt.wireText, forKey: .expiresAt)
        case .accept(let call):
            try payload.encode(call.description, forKey: .call)
        case .reject(let call, let reason), .end(let call, let reason):
            try payload.encode(call.description, forKey: .call)
            try payload.encode(reason.rawValue, forKey: .reason)
        case .offer(let call, let sdp), .answer(let call, let sdp):
            try payload.encode(call.description, forKey: .call)
            try payload.encode(sdp, forKey: .sdp)
        case .candidate(let call, let candidate):
            try payload.encode(call.description, forKey: .call)
            try payload.encode(candidate, forKey: .candidate)
        case .ready(let ready):
            try payload.encode(ready.device.description, forKey: .device)
            try payload.encode(ready.user, forKey: .user)
            try payload.encode(ready.call, forKey: .snapshot)
            try payload.encode(TimersPayload(ready.timers), forKey: .timers)
            try payload.encode(ready.online.map(\.description), forKey: .online)
            try payload.encode(ready.version, forKey: .version)
        case .call(let snapshot):
            try payload.encode(snapshot, forKey: .snapshot)
        case .presence(let user, let online):
            try payload.encode(user.description, forKey: .userID)
            try payload.encode(online, forKey: .online)
        case .error(let fault):
            try payload.encode(fault.code.rawValue, forKey: .code)
            try payload.encode(fault.code.message, forKey: .message)
            try payload.encode(fault.type, forKey: .type)
            try payload.encode(fault.call?.description, forKey: .call)
        case .pong(let sentAt):
            try payload.encode(sentAt, forKey: .sentAt)
        }
    }
}
