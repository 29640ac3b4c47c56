/// Why a text is refused before anybody asks what it says.
enum JSONFault: Error {
    /// It breaks the grammar of RFC 8259, or a string holds half of a surrogate pair.
    case notJSON
    /// Objects and arrays are nested deeper than `Limits.jsonDepth`.
    case tooDeep
    /// An object has a key twice, in whatever spelling.
    case duplicateKey

    /// The code on the wire.
    var code: SignalErrorCode {
        switch self {
        case .notJSON: .notJSON
        case .tooDeep: .tooDeep
        case .duplicateKey: .duplicateKey
        }
    }
}
