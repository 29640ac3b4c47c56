import Crypto
import CryptoExtras
import Foundation

/// How much work a password costs (RFC 7914 section 2).
package struct ScryptParameters: Equatable, Sendable {
    /// The base-2 logarithm of the CPU and memory cost N.
    package let logN: Int
    /// The block size r.
    package let blockSize: Int
    /// The parallelization p.
    package let parallelism: Int

    /// N = 2^17, r = 8, p = 1: 128 MiB for each derivation, the first choice for scrypt in the OWASP
    /// Password Storage Cheat Sheet.
    package static let owasp = ScryptParameters(logN: 17, blockSize: 8, parallelism: 1)

    package init(logN: Int, blockSize: Int, parallelism: Int) {
        self.logN = logN
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// The memory that one derivation takes: 128·N·r bytes.
    package var memory: Int { 128 * blockSize << logN }

    /// Whether a derivation with these parameters is affordable: at most 1 GiB and sixteen lanes.
    /// It keeps a damaged row in the database from taking the machine down.
    var isReasonable: Bool {
        (1...20).contains(logN) && (1...32).contains(blockSize) && (1...16).contains(parallelism)
            && memory <= 1 << 30
    }

    /// Derives a key of 32 bytes. Blocks the calling thread, with ``owasp`` for a good part of a second.
    package static func derive(
        _ password: [UInt8], salt: [UInt8], parameters: ScryptParameters
    ) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            // swift-crypto unwraps the address of the password's bytes, which an empty password need
            // not have. HMAC pads its key with zeros, so one zero byte derives the very same key.
            from: password.isEmpty ? [0] : password, salt: salt, outputByteCount: PasswordHash.keyLength,
            rounds: 1 << parameters.logN, blockSize: parameters.blockSize,
            parallelism: parameters.parallelism)
    }
}
