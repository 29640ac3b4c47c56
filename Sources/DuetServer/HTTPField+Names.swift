import HTTPTypes

/// The header fields that Duet has beside the usual ones.
extension HTTPField.Name {
    /// The address from which a request came, as far as the server can know.
    package static let duetClientAddress = HTTPField.Name(ours: "Duet-Client-Address")
    /// For whom a page asks: the id of a person.
    static let duetUser = HTTPField.Name(ours: "Duet-User")
    /// What each proxy adds the address to that has asked it, the last one at the end.
    static let xForwardedFor = HTTPField.Name(ours: "X-Forwarded-For")

    /// A name that stands above. One that HTTP does not allow would be our own mistake.
    private init(ours name: String) {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a field") }
        self = name
    }
}
