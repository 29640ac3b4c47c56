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
