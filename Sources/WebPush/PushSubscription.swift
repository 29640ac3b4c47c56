import Base64URL
import Crypto

/// Where and how a browser takes messages (W3C Push API, `PushSubscription`), checked.
package struct PushSubscription: Hashable, Sendable {
    /// The bytes of the shared secret (RFC 8291 section 3.2).
    static let secretLength = 16

    /// Where.
    package let endpoint: PushEndpoint
    /// The browser's public key: a point of P-256, uncompressed, 65 bytes (RFC 8291 section 3.1).
    package let publicKey: [UInt8]
    /// What only the browser and this server know (RFC 8291 section 3.2).
    package let secret: [UInt8]

    /// Checks what a browser has said.
    /// - Parameters:
    ///   - endpoint: The URL.
    ///   - publicKey: `p256dh`, in base64url.
    ///   - secret: `auth`, in base64url.
    package init(
        endpoint: String, publicKey: String, secret: String
    ) throws(PushSubscriptionFault) {
        guard let endpoint = PushEndpoint(endpoint) else { throw .endpoint }
        guard let publicKey = Base64URL.decode(publicKey), let secret = Base64URL.decode(secret) else {
            throw .keys
        }
        try self.init(endpoint: endpoint, publicKey: publicKey, secret: secret)
    }

    /// Checks what was stored.
    package init(
        endpoint: PushEndpoint, publicKey: [UInt8], secret: [UInt8]
    ) throws(PushSubscriptionFault) {
        let isOnCurve = (try? P256.KeyAgreement.PublicKey(x963Representation: publicKey)) != nil
        guard publicKey.count == 65, publicKey.first == 4, isOnCurve, secret.count == Self.secretLength else {
            throw .keys
        }
        self.endpoint = endpoint
        self.publicKey = publicKey
        self.secret = secret
    }
}
