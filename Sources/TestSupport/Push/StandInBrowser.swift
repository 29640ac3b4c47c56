import Base64URL
import Crypto
import Foundation

/// The other end of a push message: a browser's keys, and what it does with a message (RFC 8291, RFC 8188), written from
/// its side.
package struct StandInBrowser: Sendable {
    private let key: P256.KeyAgreement.PrivateKey
    private let secret: [UInt8]

    /// A browser with keys of its own.
    package init() {
        self.init(
            key: P256.KeyAgreement.PrivateKey(), secret: (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        )
    }

    /// A browser with these keys.
    package init(key: P256.KeyAgreement.PrivateKey, secret: [UInt8]) {
        (self.key, self.secret) = (key, secret)
    }

    /// `p256dh`, as a page reads it.
    package var publicKey: String { Base64URL.encode(key.publicKey.x963Representation) }
    /// `auth`.
    package var auth: String { Base64URL.encode(secret) }

    /// The body with which a page tells its subscription.
    package func form(endpoint: String) -> [String: Any] {
        ["endpoint": endpoint, "expirationTime": NSNull(), "keys": ["p256dh": publicKey, "auth": auth]]
    }

    /// Reads a message.
    package func open(_ body: [UInt8]) throws -> [UInt8] {
        let (salt, length) = (Array(body[0..<16]), Int(body[20]))
        let theirs = Array(body[21..<(21 + length)])
        let record = Array(body[(21 + length)...])
        let size = body[16..<20].reduce(0) { $0 << 8 | Int($1) }
        guard record.count <= size else { throw Unreadable() }
        let shared = try key.sharedSecretFromKeyAgreement(
            with: P256.KeyAgreement.PublicKey(x963Representation: theirs))
        let ours = Array(key.publicKey.x963Representation)
        func expand(_ key: some ContiguousBytes, _ info: [UInt8], _ count: Int) -> [UInt8] {
            let block = HMAC<SHA256>.authenticationCode(
                for: info + [1], using: SymmetricKey(data: key))
            return Array(Array(block).prefix(count))
        }
        func extract(_ salt: [UInt8], _ input: some ContiguousBytes) -> [UInt8] {
            input.withUnsafeBytes {
                Array(HMAC<SHA256>.authenticationCode(for: Array($0), using: SymmetricKey(data: salt)))
            }
        }
        let input = expand(extract(secret, shared), Array("WebPush: info\0".utf8) + ours + theirs, 32)
        let pseudorandom = extract(salt, input)
        let contentKey = expand(pseudorandom, Array("Content-Encoding: aes128gcm\0".utf8), 16)
        let nonce = expand(pseudorandom, Array("Content-Encoding: nonce\0".utf8), 12)
        let box = try AES.GCM.SealedBox(
            nonce: AES.GCM.Nonce(data: nonce), ciphertext: record.dropLast(16), tag: record.suffix(16))
        let padded = try Array(AES.GCM.open(box, using: SymmetricKey(data: contentKey)))
        guard let end = padded.lastIndex(where: { $0 != 0 }), padded[end] == 2 else { throw Unreadable() }
        return Array(padded[..<end])
    }

    /// What a message says, as JSON.
    package func read(_ body: [UInt8]) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(try open(body)))
        guard let object = object as? [String: Any] else { throw Unreadable() }
        return object
    }

    /// It is no message for this browser.
    struct Unreadable: Error {}
}
