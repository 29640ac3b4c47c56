import CallCore
import TestSupport
import Testing

@testable import WebPush

/// How push services know the server again.
struct VAPIDKeyTests {
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    @Test("the stand-in for a push service verifies the example of RFC 8292, section 2.4")
    func example() throws {
        let told = """
            vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3\
            B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im1ha\
            Wx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_H\
            LGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, \
            k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs
            """
        let proof = try VAPIDProof(told)
        #expect(proof.audience == "https://push.example.net" && proof.expires == 1_453_523_768)
        #expect(proof.contact == "mailto:push@example.com")
        #expect(throws: (any Error).self) {
            try VAPIDProof(told.replacing("1oA, ", with: "1pA, "))
        }
    }

    @Test("a token is for one push service, for half a day, and names the operator")
    func token() throws {
        let key = VAPIDKey()
        let proof = try VAPIDProof(
            key.authorization(
                for: "https://push.example.net:8443", contact: "mailto:me@example.org", at: now))
        #expect(proof.key == key.publicText)
        #expect(proof.audience == "https://push.example.net:8443")
        #expect(proof.expires == 1_700_000_000 + 43_200)
        #expect(proof.contact == "mailto:me@example.org")
        let silent = try VAPIDProof(key.authorization(for: "https://a.example", contact: nil, at: now))
        #expect(silent.contact == nil)
    }

    @Test("a key that was kept is the same one, and what is none is none")
    func kept() throws {
        let key = VAPIDKey()
        #expect(key.secret.count == 32 && key.publicText.count == 87)
        #expect(VAPIDKey(secret: key.secret)?.publicText == key.publicText)
        #expect(VAPIDKey(secret: []) == nil)
        #expect(VAPIDKey(secret: [UInt8](repeating: 0, count: 32)) == nil)
        #expect("\(key)" == "<key>")
    }
}
