import CallCore

/// A message that the server writes, with its envelope.
package struct OutgoingSignal: Hashable, Sendable {
    /// What `to_user_id` says in a message that is the same for everybody. Nobody's id is spelled so.
    package static let everybody = "*"

    /// In whose name.
    package let from: SignalSender
    /// For whom; nil for everybody.
    package let to: UserID?
    /// What it says.
    package let message: ServerMessage

    /// A message to one person's devices.
    package init(from: SignalSender, to: UserID, _ message: ServerMessage) {
        self.from = from
        self.to = to
        self.message = message
    }

    /// A message from the server to everybody, to be encoded once for all.
    package init(toEverybody change: PresenceChange) {
        self.from = .server
        self.to = nil
        self.message = .presence(change)
    }

    /// The message as it goes on the wire: JSON (RFC 8259) in UTF-8.
    package func encoded() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", message.type.rawValue)
            json.member("from_user_id", senderText)
            json.member("to_user_id", to?.description ?? Self.everybody)
            json.key("payload")
            json.object(message.writeMembers)
        }
        return json.bytes
    }

    private var senderText: String {
        switch from {
        case .server: UserID.serverName
        case .person(let user): user.description
        }
    }
}
