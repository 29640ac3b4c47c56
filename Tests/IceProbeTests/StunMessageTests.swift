import IceProbe
import NIOCore
import Testing

/// The published examples of RFC 5769.
struct StunMessageTests {
    @Test("a request with a long-term credential is read, and its signature is right with the password alone")
    func longTermCredential() throws {
        // Section 2.4.
        let bytes = Self.bytes(
            """
            00010060 2112a442 78ad3433 c6ad72c0 29da412e 00060012 e3839ee3 8388e383 aae38383 e382afe3 82b90000
            0015001c 662f2f34 39396b39 35346436 4f4c3334 6f4c3946 53547679 36347341 0014000b 6578616d 706c652e
            6f726700 00080014 f6702465 6dd64a3e 02b8e071 2e85c9a2 8ca89666
            """)
        let key = StunKey(username: "マトリックス", realm: "example.org", password: "TheMatrIX")
        let message = try #require(StunMessage(bytes, key: key))
        #expect(message.kind == .request && message.method == .binding)
        #expect(message.nonce == Array("f//499k954d6OL34oL9FSTvy64sA".utf8))
        #expect(message.realm == Array("example.org".utf8))
        #expect(message.encoded(key: key) == bytes, "written anew it is the same, but for its signature")
        let other = StunKey(username: "マトリックス", realm: "example.org", password: "TheMatrix")
        #expect(StunMessage(bytes, key: other) == nil)
    }

    @Test("addresses in responses are read, IPv4 and IPv6")
    func mappedAddresses() throws {
        // Sections 2.2 and 2.3, without what follows the address.
        let four = Self.bytes(
            "0101001c 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220 00200008 0001a147 e112a643"
        )
        #expect(try #require(StunMessage(four)).mappedAddress == StunAddress("192.0.2.1", port: 32853))
        let six = Self.bytes(
            """
            01010028 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220
            00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
            """)
        #expect(
            try #require(StunMessage(six)).mappedAddress
                == StunAddress("2001:db8:1234:5678:11:2233:4455:6677", port: 32853))
    }

    @Test("an address is written as it is read", arguments: ["192.0.2.1", "2001:db8::7", "::ffff:127.0.0.1"])
    func peer(text: String) throws {
        let address = try #require(StunAddress(text, port: 9))
        let transaction = StunMessage.Transaction()
        let message = StunMessage(
            .indication, .data, transaction: transaction,
            [.peer(address, in: transaction), .data([1, 2, 3])])
        let read = try #require(StunMessage(message.encoded()))
        #expect(read == message && read.data == [1, 2, 3])
    }

    @Test("an error tells its code")
    func errorCode() throws {
        let bytes = Self.bytes(
            "01130010 2112a442 00010203 04050607 08090a0b 00090009 00000456 51756f74 61000000")
        let message = try #require(StunMessage(bytes))
        #expect(message.kind == .error && message.method == .allocate && message.errorCode == 486)
    }

    @Test(
        "what is no message is refused",
        arguments: [
            "", "0001", "00010000 2112a442 b7e7a701 bc34d686 fa87df",  // cut off
            "00010000 2112a443 b7e7a701 bc34d686 fa87dfae",  // another cookie
            "00010004 2112a442 b7e7a701 bc34d686 fa87dfae",  // shorter than it says
            "00010000 2112a442 b7e7a701 bc34d686 fa87dfae 00000000",  // longer
            "00010003 2112a442 b7e7a701 bc34d686 fa87dfae 000000",  // not in words
            "00010004 2112a442 b7e7a701 bc34d686 fa87dfae 00200008",  // an attribute that goes beyond the end
            "00010008 2112a442 b7e7a701 bc34d686 fa87dfae 00200005 01020304",  // no room for its padding
            "0fff0000 2112a442 b7e7a701 bc34d686 fa87dfae",  // an unknown method
            "80010000 2112a442 b7e7a701 bc34d686 fa87dfae",  // audio, or a channel's data
        ])
    func nonsense(text: String) {
        #expect(StunMessage(Self.bytes(text)) == nil)
    }

    @Test("a message as long as can be, with a signature at its end, is no message with any key")
    func longest() {
        let length = 65_532
        var bytes = Array(
            Self.bytes("0101fffc 2112a442 b7e7a701 bc34d686 fa87dfae 8022fff0").readableBytesView)
        bytes += [UInt8](repeating: 0, count: 65_520) + [0x00, 0x08, 0x00, 0x04, 1, 2, 3, 4]
        #expect(bytes.count == 20 + length)
        let buffer = ByteBuffer(bytes: bytes)
        #expect(StunMessage(buffer, key: StunKey(username: "", realm: "", password: "")) == nil)
        #expect(StunMessage(buffer) != nil)
    }

    @Test("who has a key is told nothing without a signature, but for a refusal")
    func unsigned() {
        let key = StunKey(username: "", realm: "", password: "")
        for (kind, isTaken) in [(StunMessage.Kind.success, false), (.error, true)] {
            #expect((StunMessage(StunMessage(kind, .allocate).encoded(), key: key) != nil) == isTaken)
        }
    }

    @Test("random bytes are no message, and do no harm")
    func random() {
        var generator = SystemRandomNumberGenerator()
        let header = Array(Self.bytes("01010000 2112a442 b7e7a701 bc34d686 fa87dfae").readableBytesView)
        for _ in 0..<10_000 {
            let length = Int.random(in: 0..<16, using: &generator) * 4
            var bytes = header + (0..<length).map { _ in UInt8.random(in: .min...3, using: &generator) }
            bytes[3] = UInt8(length)
            if let message = StunMessage(ByteBuffer(bytes: bytes)) {
                _ = (message.errorCode, message.mappedAddress, message.realm)
            }
        }
    }

    private static func bytes(_ hex: String) -> ByteBuffer {
        let digits = Array(hex.filter { !$0.isWhitespace })
        return ByteBuffer(
            bytes: stride(from: 0, to: digits.count - 1, by: 2).map {
                UInt8(String(digits[$0...($0 + 1)]), radix: 16)!
            })
    }
}
