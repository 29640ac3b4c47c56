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
    /// Only ASCII: letters of several alphabets cannot be mixed, and everybody can type everybody's. What looks alike all
    /// the same ("al1ce") is for ``WantedNames``.
    ///
    /// - Throws: ``AccountError/usernameInvalid``.
    package static func username(_ text: String) throws(AccountError) -> String {
        let username = trimmed(text)
        guard usernameLengths.contains(username.unicodeScalars.count),
            username.unicodeScalars.allSatisfy({ isIDScalar($0) || $0 == "." })
        else { throw .usernameInvalid }
        return username
    }

    /// The display name as it is stored: trimmed, with one space for several, and in Unicode normalization form C.
    ///
    /// Control characters, line breaks and everything that changes a direction are refused: a name is shown inside other
    /// people's sentences, and must not be able to break or to reverse them. So is what shows nothing, unless it belongs
    /// to the letter or the emoji before it. What keyboards of languages without spaces write between words is a space.
    ///
    /// - Throws: ``AccountError/nameInvalid``.
    package static func name(_ text: String) throws(AccountError) -> String {
        let name = trimmed(text.replacingOccurrences(of: "\u{200B}", with: " "))
            .precomposedStringWithCanonicalMapping
        guard !name.unicodeScalars.contains(where: breaksText),
            name.allSatisfy(hidesNothing),
            name.unicodeScalars.contains(where: isVisible)
        else { throw .nameInvalid }
        let spaced = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard nameLengths.contains(spaced.count), spaced.utf8.count <= nameByteLimit
        else { throw .nameInvalid }
        return spaced
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
        // Direction marks, embeddings, overrides and isolates (UAX #9).
        case "\u{61C}", "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
        default:
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .privateUse: true
            default: false
            }
        }
    }

    /// Whether all of a character can be seen, or belongs to what can: joiners and variants change how an emoji and the
    /// letters of some alphabets look, none of which has capital letters, and the flags of some countries end in tags. A digit
    /// is an emoji only with a keycap around it.
    private static func hidesNothing(_ character: Character) -> Bool {
        let scalars = character.unicodeScalars
        guard let base = scalars.first, !base.showsNothing else { return false }
        let isKeycap = base.properties.isEmoji && scalars.dropFirst().elementsEqual(["\u{FE0F}", "\u{20E3}"])
        let isEmoji = base.properties.isEmoji && !base.isASCII || isKeycap
        let isUncased = base.properties.isAlphabetic && !base.properties.isCased
        return scalars.dropFirst().allSatisfy { scalar in
            switch scalar {
            case _ where !scalar.showsNothing: true
            case "\u{200C}", "\u{200D}": isEmoji || isUncased
            case _ where scalar.isFlagTag: base == .blackFlag
            case _ where scalar.properties.isVariationSelector: isEmoji || isUncased
            default: false
            }
        }
    }

    /// Is it something by itself? A mark without a letter is not.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: false
        default: !scalar.properties.isWhitespace && !scalar.showsNothing
        }
    }
}
