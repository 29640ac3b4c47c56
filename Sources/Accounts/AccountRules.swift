import Foundation

/// What may stand in an account, in one place. Passwords have theirs in ``Password``.
package enum AccountRules {
    package static let usernameLengths = 1...32
    package static let nameLengths = 1...64
    /// A single visible character may be built of any number of code points; this bounds what is
    /// stored and sent to everybody who sees the name.
    package static let nameByteLimit = 256

    /// The user name as it is stored: trimmed, otherwise as typed.
    ///
    /// Only ASCII, so that two names which differ in letter case are told apart nowhere and two
    /// names which look alike are not two accounts.
    ///
    /// - Throws: ``AccountError/usernameInvalid``.
    package static func username(_ text: String) throws(AccountError) -> String {
        let username = trimmed(text)
        guard usernameLengths.contains(username.unicodeScalars.count),
            username.unicodeScalars.allSatisfy({ isIDScalar($0) || $0 == "." })
        else { throw .usernameInvalid }
        return username
    }

    /// The display name as it is stored: trimmed and in Unicode normalization form C.
    ///
    /// Control characters, line breaks and direction overrides are refused: a name is shown inside
    /// other people's sentences, and must not be able to break or to reverse them.
    ///
    /// - Throws: ``AccountError/nameInvalid``.
    package static func name(_ text: String) throws(AccountError) -> String {
        let name = trimmed(text).precomposedStringWithCanonicalMapping
        guard nameLengths.contains(name.count), name.utf8.count <= nameByteLimit,
            !name.unicodeScalars.contains(where: breaksText),
            name.unicodeScalars.contains(where: isVisible)
        else { throw .nameInvalid }
        return name
    }

    private static func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func isIDScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", "_", "-": true
        default: false
        }
    }

    private static func breaksText(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
        default:
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
    }
}
