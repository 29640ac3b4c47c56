import HTTPTypes

/// What whoever asks has already (`If-None-Match`, RFC 9110 section 13.1.2).
enum KnownEntityTags {
    /// Has it whatever there is.
    case any
    /// Has what these name, each without the mark of a weak one: that makes no difference here (section 8.8.3.2).
    case these(Set<Substring>)

    /// Reads the fields, up to what is no entity tag.
    init(_ headers: HTTPFields) {
        // Section 5.3: several fields are one list.
        let text = headers[values: .ifNoneMatch].joined(separator: ",")
        var rest = text.drop(while: Self.isSeparator)
        if rest.first == "*" {
            self = rest.dropFirst().allSatisfy(Self.isSeparator) ? .any : .these([])
            return
        }
        var tags: Set<Substring> = []
        while !rest.isEmpty {
            if rest.hasPrefix("W/") { rest = rest.dropFirst(2) }
            // A comma may stand inside of one.
            guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { break }
            tags.insert(rest[...end])
            rest = rest[end...].dropFirst().drop(while: Self.isSeparator)
        }
        self = .these(tags)
    }

    func contains(_ entityTag: String) -> Bool {
        switch self {
        case .any: true
        case .these(let tags): tags.contains(entityTag[...])
        }
    }

    private static func isSeparator(_ character: Character) -> Bool {
        character == " " || character == "\t" || character == ","
    }
}
