import Foundation

/// A password as it goes into the derivation, never as it goes anywhere else.
///
/// Two systems may send different code points for the same keys, so every password is first
/// prepared as RFC 8265 section 4.2 (OpaqueString) says: spaces that are not ASCII become ASCII
/// spaces, and the text takes Unicode normalization form C. Letter case is kept.
package struct Password: Sendable {
    /// In code points, as NIST SP 800-63B section 3.1.1.2 counts them.
    package static let minimumLength = 8
    package static let byteLimit = 1024

    let bytes: [UInt8]

    /// What somebody typed to sign in. Anything is taken: whether it fits is for the comparison to say,
    /// after the same work as for any other password.
    package init(entered text: String) {
        bytes = Array(Self.prepared(text).utf8)
    }

    /// What somebody chose as a new password.
    ///
    /// - Throws: ``AccountError/passwordTooShort``, ``AccountError/passwordTooLong``,
    ///   ``AccountError/passwordInvalid``.
    package init(chosen text: String) throws(AccountError) {
        let prepared = Self.prepared(text)
        guard prepared.unicodeScalars.count >= Self.minimumLength else { throw .passwordTooShort }
        guard prepared.utf8.count <= Self.byteLimit else { throw .passwordTooLong }
        // RFC 8264 section 4.3.3: controls are disallowed in the FreeformClass.
        guard !prepared.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw .passwordInvalid }
        bytes = Array(prepared.utf8)
    }

    private static func prepared(_ text: String) -> String {
        var spaced = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            spaced.append(scalar.properties.generalCategory == .spaceSeparator ? " " : scalar)
        }
        return String(spaced).precomposedStringWithCanonicalMapping
    }
}

/// A password printed by mistake shows nothing.
extension Password: CustomStringConvertible, CustomReflectable {
    package var description: String { "<password>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
