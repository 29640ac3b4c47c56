import CallCore

/// Somebody, as others see them.
package struct Person: Hashable, Sendable {
    /// Their id on the wire.
    package let id: UserID
    /// The name they sign in with.
    package let username: String
    /// The name that others see.
    package let name: String

    /// Somebody.
    package init(id: UserID, username: String, name: String) {
        self.id = id
        self.username = username
        self.name = name
    }
}

extension Person: JSONObjectWritable {
    func writeMembers(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("username", username)
        json.member("name", name)
    }
}

/// The same for what is encoded with others: the answers over HTTP.
extension Person: Encodable {
    private enum Key: String, CodingKey {
        case id, username, name
    }

    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(id.description, forKey: .id)
        try members.encode(username, forKey: .username)
        try members.encode(name, forKey: .name)
    }
}
