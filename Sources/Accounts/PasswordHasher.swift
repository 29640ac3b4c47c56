import Crypto
import Foundation

/// Makes and checks password hashes, with bounded memory and without holding up the rest of the process.
package final class PasswordHasher: Sendable {
    /// Turns a password and a salt into a key of 32 bytes; it blocks.
    package typealias Derive =
        @Sendable (_ password: [UInt8], _ salt: [UInt8], _ parameters: ScryptParameters) throws
        -> SymmetricKey

    /// How busy the hasher is.
    package struct Load: Equatable, Sendable {
        /// Derivations that run right now, each on a thread and with the memory of its own.
        package let running: Int
        /// Callers in line for one.
        package let waiting: Int
    }

    package let parameters: ScryptParameters
    private let queue: DerivationQueue
    private let derive: Derive

    /// - Parameters:
    ///   - parameters: the cost of new hashes. Stored ones are verified with their own.
    ///   - concurrency: how many derivations may run at once. With the OWASP parameters each takes 128 MiB.
    ///   - waitingLimit: how many callers may wait; the next ones get ``AccountError/tooBusy``.
    ///   - derive: the derivation itself; tests watch it.
    package init(
        parameters: ScryptParameters = .owasp, concurrency: Int = 2, waitingLimit: Int = 32,
        derive: @escaping Derive = { try ScryptParameters.derive($0, salt: $1, parameters: $2) }
    ) {
        self.parameters = parameters
        self.derive = derive
        queue = DerivationQueue(width: concurrency, waitingLimit: waitingLimit)
    }

    package var load: Load { queue.load }

    /// The text to store for a password, with a fresh salt.
    ///
    /// - Throws: ``AccountError/tooBusy``, `CancellationError`.
    package func hash(_ password: Password) async throws -> String {
        let salt = Array(RandomBytes.make(count: PasswordHash.saltLength))
        let key = try await key(for: password, salt: salt, parameters: parameters)
        return PasswordHash(parameters: parameters, salt: salt, key: key).text
    }

    /// Whether a password belongs to a stored hash. The keys are compared in constant time.
    ///
    /// Without a stored hash, or with an unreadable one, the answer is no, after the same work: the time
    /// it takes does not tell whether there is an account.
    ///
    /// - Throws: ``AccountError/tooBusy``, `CancellationError`.
    package func verify(_ password: Password, against stored: String?) async throws -> Bool {
        guard let stored, let hash = PasswordHash(stored) else {
            let salt = Array(RandomBytes.make(count: PasswordHash.saltLength))
            _ = try await key(for: password, salt: salt, parameters: parameters)
            return false
        }
        // swift-crypto compares SymmetricKeys in constant time.
        return try await key(for: password, salt: hash.salt, parameters: hash.parameters) == hash.key
    }

    /// Whether a stored hash was made at another cost than a new one would be.
    package func needsRehash(_ stored: String) -> Bool {
        PasswordHash(stored)?.parameters != parameters
    }

    private func key(
        for password: Password, salt: [UInt8], parameters: ScryptParameters
    ) async throws -> SymmetricKey {
        try await queue.run { [derive] in try derive(password.bytes, salt, parameters) }
    }
}
