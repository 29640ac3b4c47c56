import Crypto
import Foundation
import Testing

@testable import Accounts

@Suite struct PasswordHashTests {
    private static let salt = Array("0123456789abcdef".utf8)

    /// RFC 7914 section 12. PBKDF2 makes its output block by block, so a key of 32 bytes is the first
    /// half of the one of 64 bytes that stands there.
    @Test func `derives what the RFC derives`() throws {
        let key = try ScryptParameters.derive(
            Array("password".utf8), salt: Array("NaCl".utf8),
            parameters: ScryptParameters(logN: 10, blockSize: 8, parallelism: 16))
        let expected = "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        #expect(key.withUnsafeBytes { $0.map { String(format: "%02x", $0) }.joined() } == expected)
    }

    /// The key is what hashlib.scrypt of Python derives from an empty password.
    @Test func `derives a key from an empty password`() throws {
        let key = try ScryptParameters.derive(
            [], salt: Self.salt, parameters: ScryptParameters(logN: 4, blockSize: 1, parallelism: 1))
        let expected = "7366fcf6b19039eb316504376e5d368cc827489e6a7bb14968e01b2c27a04441"
        #expect(key.withUnsafeBytes { $0.map { String(format: "%02x", $0) }.joined() } == expected)
    }

    @Test func `the recommended cost is that of the OWASP cheat sheet`() {
        #expect(ScryptParameters.owasp == ScryptParameters(logN: 17, blockSize: 8, parallelism: 1))
        #expect(ScryptParameters.owasp.memory == 128 << 20)
    }

    @Test func `stands in a PHC string and is read back`() throws {
        let hash = PasswordHash(
            parameters: .owasp, salt: Self.salt,
            key: SymmetricKey(data: Array(repeating: UInt8(7), count: 32)))
        let text = hash.text
        #expect(
            text
                == "$scrypt$ln=17,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc")
        let read = try #require(PasswordHash(text))
        #expect(read.parameters == hash.parameters)
        #expect(read.salt == hash.salt)
        #expect(read.key == hash.key)
    }

    @Test(arguments: [
        "", "secret", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$a2V5",
        // No salt; a short key; a cost that would take 16 GiB; no lanes.
        "$scrypt$ln=17,r=8,p=1$$BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc",
        "$scrypt$ln=17,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$BwcHBw",
        "$scrypt$ln=24,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc",
        "$scrypt$ln=17,r=8,p=0$MDEyMzQ1Njc4OWFiY2RlZg$BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc",
    ])
    func `other texts are no hash`(text: String) {
        #expect(PasswordHash(text) == nil)
    }
}
