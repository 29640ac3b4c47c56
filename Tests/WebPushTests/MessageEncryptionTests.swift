import Base64URL
import Crypto
import TestSupport
import Testing

@testable import WebPush

/// What only the browser can read.
struct MessageEncryptionTests {
    private func decode(_ text: String) throws -> [UInt8] {
        try #require(Base64URL.decode(text.filter { !$0.isWhitespace }))
    }

    @Test("the example of RFC 8291, appendix A, to the byte; and the stand-in for a browser reads it")
    func example() throws {
        let subscription = try PushSubscription(
            endpoint: "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
            publicKey:
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            secret: "BTBZMqHH6r4Tts7J_aSIgg")
        let ours = try P256.KeyAgreement.PrivateKey(
            rawRepresentation: decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
        let message = "When I grow up, I want to be a watermelon"
        let body = try MessageEncryption.encrypt(
            Array(message.utf8), for: subscription, key: ours, salt: decode("DGv6ra1nlYgDCS1FRnbzlw"),
            padding: 0)
        #expect(
            try body
                == decode(
                    """
                    DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml
                    mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT
                    pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN
                    """))
        let browser = try StandInBrowser(
            key: P256.KeyAgreement.PrivateKey(
                rawRepresentation: decode("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")),
            secret: decode("BTBZMqHH6r4Tts7J_aSIgg"))
        #expect(try String(decoding: browser.open(body), as: UTF8.self) == message)
    }

    @Test("each message is as long as every other, and no two are alike", arguments: [0, 1, 900, 2047])
    func padding(length: Int) throws {
        let browser = StandInBrowser()
        let subscription = try PushSubscription(
            endpoint: "https://push.example.net/a", publicKey: browser.publicKey, secret: browser.auth)
        let message = [UInt8](repeating: 7, count: length)
        let bodies = try (0..<2).map { _ in try MessageEncryption.encrypt(message, for: subscription) }
        #expect(bodies.map(\.count) == [2150, 2150])
        #expect(bodies[0] != bodies[1] && bodies[0].prefix(16) != bodies[1].prefix(16))
        for body in bodies { #expect(try browser.open(body) == message) }
    }

    @Test("what would be longer is not sent")
    func tooLong() throws {
        let browser = StandInBrowser()
        let subscription = try PushSubscription(
            endpoint: "https://push.example.net/a", publicKey: browser.publicKey, secret: browser.auth)
        #expect(throws: MessageTooLong.self) {
            try MessageEncryption.encrypt([UInt8](repeating: 7, count: 2048), for: subscription)
        }
    }

    @Test("another browser cannot read it")
    func another() throws {
        let subscription = try PushSubscription(
            endpoint: "https://push.example.net/a", publicKey: StandInBrowser().publicKey,
            secret: StandInBrowser().auth)
        let body = try MessageEncryption.encrypt([1, 2, 3], for: subscription)
        #expect(throws: (any Error).self) { try StandInBrowser().open(body) }
    }
}
