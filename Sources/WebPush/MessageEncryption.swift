import Crypto
import Foundation

/// Encrypts a message for one browser, so that the push service reads nothing of it (RFC 8291, with the coding
/// `aes128gcm` of RFC 8188).
enum MessageEncryption {
    /// Bytes that are encrypted, whatever the message: its length would tell something. It fits into what every push
    /// service takes (RFC 8291 section 4: 4096 in all).
    static let paddedLength = 2048
    /// Bytes of a record as the header tells it, more than the only one has.
    private static let recordSize: UInt32 = 4096

    /// Encrypts a message, with keys and a salt that are used once.
    /// - Throws: ``MessageTooLong``, or what the cryptography throws, which a checked subscription gives no reason for.
    static func encrypt(_ message: [UInt8], for subscription: PushSubscription) throws -> [UInt8] {
        guard message.count < paddedLength else { throw MessageTooLong() }
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return try encrypt(
            message, for: subscription, key: P256.KeyAgreement.PrivateKey(), salt: salt,
            padding: paddedLength - 1 - message.count)
    }

    /// Encrypts a message with given keys.
    /// - Parameter padding: Bytes that are added.
    static func encrypt(
        _ message: [UInt8], for subscription: PushSubscription, key: P256.KeyAgreement.PrivateKey,
        salt: [UInt8], padding: Int
    ) throws -> [UInt8] {
        let ours = Array(key.publicKey.x963Representation)
        let theirs = try P256.KeyAgreement.PublicKey(x963Representation: subscription.publicKey)
        // RFC 8291 section 3.4.
        let input = try key.sharedSecretFromKeyAgreement(with: theirs).hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: subscription.secret,
            sharedInfo: Array("WebPush: info\0".utf8) + subscription.publicKey + ours, outputByteCount: 32)
        func derive(_ name: String, _ count: Int) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: input, salt: salt, info: Data("Content-Encoding: \(name)\0".utf8),
                outputByteCount: count)
        }
        // RFC 8188 section 2: 2 ends the last record, and zeros follow.
        let record = message + [2] + [UInt8](repeating: 0, count: padding)
        let nonce = try AES.GCM.Nonce(data: derive("nonce", 12).withUnsafeBytes { Data($0) })
        let sealed = try AES.GCM.seal(record, using: derive("aes128gcm", 16), nonce: nonce)
        let size = withUnsafeBytes(of: recordSize.bigEndian) { Array($0) }
        let header = salt + size + [UInt8(ours.count)] + ours
        return header + Array(sealed.ciphertext) + Array(sealed.tag)
    }
}

/// A message is longer than a push service takes.
struct MessageTooLong: Error {}
