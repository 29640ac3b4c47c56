import Accounts
import Testing

@Suite struct SecretTokenTests {
    @Test func `is 256 bits of base64url, another each time`() throws {
        let tokens = (0..<100).map { _ in SecretToken() }
        #expect(Set(tokens.map(\.text)).count == 100)
        for token in tokens {
            #expect(SecretToken(token.text) == token)
        }
    }

    /// `printf %s AAAA…A | sha256sum`, with 43 letters.
    @Test func `its digest is SHA-256 in hexadecimal`() throws {
        let token = try #require(SecretToken(String(repeating: "A", count: 43)))
        #expect(token.digest == "0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a")
    }

    @Test(arguments: [
        "", "short", String(repeating: "A", count: 42), String(repeating: "A", count: 44),
        String(repeating: "A", count: 42) + "=", String(repeating: "A", count: 42) + "é",
        String(repeating: "A", count: 43) + "\n",
    ])
    func `other texts are no token`(text: String) {
        #expect(SecretToken(text) == nil)
    }

    @Test func `is not printed by mistake`() {
        let token = SecretToken()
        var dumped = ""
        dump(token, to: &dumped)
        #expect(!"\(token) \(String(reflecting: token)) \(dumped)".contains(token.text))
    }
}
