import Foundation

/// Base64 in the URL-safe alphabet, without padding (RFC 4648 section 5).
package enum Base64URL {
    /// Bytes as a text.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-")
            .replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// The bytes of a text; nil when it is none of this kind, also when there is anything else in it.
    package static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.allSatisfy(isDigit), text.utf8.count % 4 != 1 else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let ordinary = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        return Data(base64Encoded: ordinary).map { Array($0) }
    }

    /// Is this the byte of a digit in this alphabet?
    package static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default:
            false
        }
    }
}
