import Base64URL
import Crypto
import Foundation

/// 256 random bits that stand for a right: a session in a cookie, an invitation in a link.
///
/// Only its digest is ever stored. A digest of 256 random bits can be neither guessed nor reversed,
/// so it needs no salt and no slow derivation, and whoever reads the database cannot sign in with it.
package struct SecretToken: Sendable, Equatable {
    /// 43 characters of base64url. A secret: not for logs.
    package let text: String

    /// A fresh token.
    package init() {
        text = Base64URL.encode(RandomBytes.make(count: 32))
    }

    /// A token as it came in; nil when the text can be none.
    package init?(_ text: String) {
        guard text.utf8.count == Self.length, text.utf8.allSatisfy(Base64URL.isDigit) else { return nil }
        self.text = text
    }

    /// SHA-256 of the text, as 64 lower-case hexadecimal digits. Harmless to store and to log.
    package var digest: String {
        let digits = Array("0123456789abcdef".utf8)
        var digest: [UInt8] = []
        digest.reserveCapacity(64)
        for byte in SHA256.hash(data: Data(text.utf8)) {
            digest.append(digits[Int(byte >> 4)])
            digest.append(digits[Int(byte & 15)])
        }
        return String(decoding: digest, as: UTF8.self)
    }

    /// 256 bits in base64url without padding.
    private static let length = 43

    package static func == (one: Self, other: Self) -> Bool { one.digest == other.digest }
}

/// A token printed by mistake shows nothing.
extension SecretToken: CustomStringConvertible, CustomReflectable {
    package var description: String { "<token>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
