import Base64URL
import CallCore
import Crypto
import Foundation

/// The key by which push services know this server again (RFC 8292, "VAPID"). A browser's subscription is bound to it:
/// with another key all of them are worth nothing.
package struct VAPIDKey: Sendable {
    /// How long a token is good. A day is the most (RFC 8292 section 2), and clocks differ.
    static let lifetime: Duration = .seconds(12 * 3600)

    private let key: P256.Signing.PrivateKey

    /// A new key.
    package init() { key = P256.Signing.PrivateKey() }

    /// A key that was kept; nil when the bytes are none.
    /// - Parameter secret: 32 bytes.
    package init?(secret: [UInt8]) {
        guard let key = try? P256.Signing.PrivateKey(rawRepresentation: secret) else { return nil }
        self.key = key
    }

    /// 32 bytes to be kept. A secret.
    package var secret: [UInt8] { Array(key.rawRepresentation) }

    /// What a browser subscribes with (`applicationServerKey`): the point, uncompressed, 65 bytes, in base64url.
    package var publicText: String { Base64URL.encode(key.publicKey.x963Representation) }

    /// What a request to a push service is signed with (RFC 8292 section 3).
    /// - Parameters:
    ///   - origin: The service's.
    ///   - contact: A `mailto:` or `https:` URL of the operator; nil says none.
    /// - Returns: The value of `Authorization`. A secret until it ends.
    func authorization(for origin: String, contact: String?, at now: Timestamp) throws -> String {
        let claims = Claims(
            aud: origin, exp: now.advanced(by: Self.lifetime).milliseconds / 1000, sub: contact)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let signed = try "\(Self.header).\(Base64URL.encode(encoder.encode(claims)))"
        // ES256 is the two numbers one after the other (RFC 7518 section 3.4).
        let signature = try key.signature(for: Data(signed.utf8)).rawRepresentation
        return "vapid t=\(signed).\(Base64URL.encode(signature)), k=\(publicText)"
    }

    private static let header = Base64URL.encode(#"{"alg":"ES256","typ":"JWT"}"#.utf8)

    /// RFC 8292 section 2.
    private struct Claims: Encodable {
        let aud: String
        let exp: Int64
        let sub: String?
    }
}

/// A key printed by mistake shows nothing.
extension VAPIDKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "<key>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
