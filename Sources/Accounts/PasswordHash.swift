import Crypto
import Foundation

/// What is stored of a password: how it was derived, from which salt, and the derived key.
///
/// Written in the PHC string format: `$scrypt$ln=17,r=8,p=1$SALT$KEY`, salt and key in standard
/// base64 without padding. Everything that verification needs stands in the string, so the cost of
/// new passwords can change without touching old ones.
struct PasswordHash: Sendable {
    static let saltLength = 16
    static let keyLength = 32

    let parameters: ScryptParameters
    let salt: [UInt8]
    let key: SymmetricKey

    init(parameters: ScryptParameters, salt: [UInt8], key: SymmetricKey) {
        self.parameters = parameters
        self.salt = salt
        self.key = key
    }

    /// Reads a stored hash; nil when the text is none, or asks for an unreasonable amount of work.
    init?(_ text: String) {
        let format = /\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+\/]+)\$([A-Za-z0-9+\/]+)/
        guard let match = text.wholeMatch(of: format),
            let logN = Int(match.1), let blockSize = Int(match.2), let parallelism = Int(match.3),
            let salt = Self.decode(match.4), salt.count == Self.saltLength,
            let key = Self.decode(match.5), key.count == Self.keyLength
        else { return nil }
        let parameters = ScryptParameters(logN: logN, blockSize: blockSize, parallelism: parallelism)
        guard parameters.isReasonable else { return nil }
        self.init(parameters: parameters, salt: Array(salt), key: SymmetricKey(data: key))
    }

    var text: String {
        let cost = "ln=\(parameters.logN),r=\(parameters.blockSize),p=\(parameters.parallelism)"
        let key = key.withUnsafeBytes { Data($0) }
        return "$scrypt$\(cost)$\(Self.encode(Data(salt)))$\(Self.encode(key))"
    }

    private static func encode(_ data: Data) -> String {
        data.base64EncodedString().replacing("=", with: "")
    }

    private static func decode(_ text: Substring) -> Data? {
        Data(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4))
    }
}
