/// The name of a person on the wire: 1 to 64 characters of `A–Z a–z 0–9 _ -`.
///
/// Accounts of another messenger can be used as they are. `server` is no person: it is the sender of
/// the server's own messages.
package struct UserID: Hashable, Sendable, CustomStringConvertible {
    /// What the server writes into `from_user_id` of its own messages.
    package static let serverName = "server"

    /// The identifier as it stands on the wire.
    package let description: String

    /// Checks and takes an identifier.
    /// - Returns: nil when the text is not a person's identifier.
    package init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text != Self.serverName,
            text.utf8.allSatisfy(Self.isAllowed)
        else { return nil }
        self.description = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default:
            false
        }
    }
}
