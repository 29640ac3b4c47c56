import CallCore
import Crypto
import Foundation

/// What a relay asks for, good until a moment: the time-limited credentials of the TURN REST API
/// (draft-uberti-behave-turn-rest-00 section 2.2), coturn's `use-auth-secret`.
package struct TurnCredentials: Hashable, Sendable {
    /// The moment they end, in seconds since 1970, and whose they are: `1700003600:alice`.
    package let username: String
    /// The user name's HMAC-SHA1 under the shared secret, in Base64.
    package let password: String

    /// - Parameters:
    ///   - secret: Shared with the relay.
    ///   - subject: Whose they are. The relay counts what it gives to each.
    ///   - end: When the relay takes them no longer.
    package init(secret: String, subject: String, end: Timestamp) {
        username = "\(end.milliseconds / 1_000):\(subject)"
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Data(username.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        password = Data(code).base64EncodedString()
    }
}

/// Credentials printed by mistake show nothing.
extension TurnCredentials: CustomStringConvertible, CustomReflectable {
    package var description: String { "<credentials>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
