import CallCore

/// A JSON text that was read, to be asked what it says. Lives as long as its bytes.
struct JSONDocument {
    private let bytes: UnsafeRawBufferPointer
    private let members: JSONMembers
    /// The value that the text is.
    let root: JSONToken

    init(_ bytes: UnsafeRawBufferPointer, root: JSONToken, members: JSONMembers) {
        self.bytes = bytes
        self.root = root
        self.members = members
    }

    /// A member of an object; nil when there is none of that name, and of what is no object.
    func member(_ key: StaticString, of object: JSONToken) -> JSONToken? {
        switch object.kind {
        case .object: members.value(key, ofObjectAt: object.range.lowerBound)
        case .array, .string, .escapedString, .number, .boolean, .null: nil
        }
    }

    /// The bytes of a value as they are spelled.
    func spelling(of token: JSONToken) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[token.range])
    }

    /// Lends the bytes that a string means.
    func withText<Result>(
        of string: JSONToken, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        JSONText.withText(of: string, in: bytes, body)
    }

    /// What a string means.
    func text(of string: JSONToken) -> String {
        withText(of: string) { String(decoding: $0, as: UTF8.self) }
    }

    /// A number as a double; infinite when it is too large for one.
    func double(of number: JSONToken) -> Double? {
        JSONNumber.double(spelling(of: number))
    }

    /// One word of a closed list; nil when it is none of them.
    func word<Word: CaseIterable & RawRepresentable<String>>(
        of string: JSONToken, as list: Word.Type
    ) -> Word? {
        withText(of: string) { text in
            list.allCases.first { JSONText.isEqual(text, $0.rawValue) }
        }
    }
}
