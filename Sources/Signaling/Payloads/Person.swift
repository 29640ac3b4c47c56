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

extension Person: Encodable, WireShape {
    package static let shapeName = "Person"
    package static let fields = [
        WireField("id", "string"), WireField("username", "string"), WireField("name", "string"),
    ]

    private enum CodingKeys: String, CodingKey {
        case id, username, name
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id.description, forKey: .id)
        try container.encode(username, forKey: .username)
        try container.encode(name, forKey: .name)
    }
}
