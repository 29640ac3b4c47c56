import CallCore
import Testing

struct IdentifierTests {
    @Test(
        "ids of another messenger are taken as they are",
        arguments: [
            "a", "Bo_7", "x-Y-9", "_", "Server", "server-1", "0123456789abcdef", "0123456789abcdef0",
            "9f1c4e0a-5a52-4d8f-8a53-1d0f6a3f7c11", String(repeating: "Zz", count: 24),
            String(repeating: "a", count: 63), String(repeating: "-", count: 64),
        ])
    func userIDs(text: String) throws {
        let id = try #require(UserID(text))
        #expect(id.description == text)
        #expect(bytes(of: id.append) == Array("<\(text)".utf8))
        #expect(fromBytes(text) { UserID(utf8: $0) } == id)
    }

    @Test(
        "what is no user id is refused",
        arguments: [
            "", "server", "ä", "a b", "a.b", "a/b", String(repeating: "a", count: 65), "\0", "a\0", "a\0b",
            "@",
            "[", "`", "{", ":", "*",
        ])
    func badUserIDs(text: String) {
        #expect(UserID(text) == nil)
        #expect(fromBytes(text) { UserID(utf8: $0) } == nil)
    }

    @Test("user ids differ by letter case, and one that only begins like another is another")
    func differentUserIDs() {
        let texts = [
            "a", "A", "aa", "a-", String(repeating: "a", count: 16), String(repeating: "a", count: 17),
            String(repeating: "a", count: 63), String(repeating: "a", count: 64),
        ]
        #expect(Set(texts.map { UserID($0) }).count == texts.count)
    }

    @Test("user ids are in the order of their texts")
    func order() throws {
        let texts = [
            "-", "-a", "0", "9", "A", "Z", "_", "a", "a-", "aZ", "aa", String(repeating: "a", count: 16),
            String(repeating: "a", count: 16) + "-", String(repeating: "a", count: 48) + "b", "b",
        ]
        let ids = try texts.map { try #require(UserID($0)) }
        #expect(ids.reversed().sorted().map(\.description) == texts)
    }

    @Test("ids are values without storage of their own")
    func sizes() {
        #expect(MemoryLayout<UserID>.size == 64)
        #expect(MemoryLayout<CallID>.size == 16)
        #expect(MemoryLayout<DeviceID>.size == 16)
    }

    @Test(
        "UUIDs are taken in any letter case and told in lower case",
        arguments: [
            ("ABCDEF00-1234-4567-89AB-00000000F00D", "abcdef00-1234-4567-89ab-00000000f00d"),
            ("00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"),
            ("fFfFfFfF-fFfF-fFfF-fFfF-fFfFfFfFfFfF", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
            ("01234567-89ab-cdef-FEDC-ba9876543210", "01234567-89ab-cdef-fedc-ba9876543210"),
        ])
    func uuids(text: String, lowerCase: String) throws {
        let call = try #require(CallID(text))
        #expect(call.description == lowerCase)
        #expect(bytes(of: call.append) == Array("<\(lowerCase)".utf8))
        #expect(call == CallID(lowerCase))
        #expect(fromBytes(text) { CallID(utf8: $0) } == call)

        let device = try #require(DeviceID(text))
        #expect(device.description == lowerCase)
        #expect(bytes(of: device.append) == Array("<\(lowerCase)".utf8))
        #expect(device == DeviceID(lowerCase))
        #expect(fromBytes(text) { DeviceID(utf8: $0) } == device)
    }

    @Test(
        "what is no UUID is refused",
        arguments: [
            "", "abc", "abcdef00000040008000000000000001", "gbcdef00-0000-4000-8000-000000000001",
            "abcdef00-0000-4000-8000-0000000000011", "abcdef00-0000-4000-8000-00000000000é",
            "abcdef00-0000-4000-8000-00000000001", "abcdef00-0000-4000-80000-00000000001",
            "abcdef000-000-4000-8000-000000000001", "abcdef00-0000-4000-8000-00000000000:",
            "abcdef00-0000-4000-8000-00000000000@", "abcdef00-0000-4000-8000-00000000000`",
            "abcdef00-0000-4000-8000-00000000000/", "{bcdef00-0000-4000-8000-00000000000}",
            "abcdef00-0000-4000-8000-00000000000\0", " bcdef00-0000-4000-8000-000000000001",
        ])
    func badUUIDs(text: String) {
        #expect(CallID(text) == nil)
        #expect(DeviceID(text) == nil)
        #expect(fromBytes(text) { CallID(utf8: $0) } == nil)
        #expect(fromBytes(text) { DeviceID(utf8: $0) } == nil)
    }

    @Test("a fresh device id is a random UUID of its own")
    func randomDeviceIDs() throws {
        let ids = (0..<100).map { _ in DeviceID.random() }
        #expect(Set(ids).count == ids.count)
        for id in ids {
            // RFC 9562 section 5.4: version 4, variant 10.
            #expect(
                id.description.wholeMatch(
                    of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
            #expect(DeviceID(id.description) == id)
        }
    }

    /// What is put behind a byte that is there already.
    private func bytes(of append: (inout [UInt8]) -> Void) -> [UInt8] {
        var bytes = [UInt8(ascii: "<")]
        append(&bytes)
        return bytes
    }

    private func fromBytes<ID>(_ text: String, _ make: (UnsafeRawBufferPointer) -> ID?) -> ID? {
        Array(text.utf8).withUnsafeBytes { make($0) }
    }
}
