import CallCore
import Testing

struct IdentifierTests {
    @Test("ids of another messenger are taken as they are", arguments: ["a", "Bo_7", "x-Y-9", "_"])
    func userIDs(text: String) {
        #expect(UserID(text)?.description == text)
    }

    @Test(
        "what is no user id is refused",
        arguments: ["", "server", "ä", "a b", "a.b", "a/b", String(repeating: "a", count: 65), "\0"])
    func badUserIDs(text: String) {
        #expect(UserID(text) == nil)
    }

    @Test("UUIDs are compared without regard to letter case")
    func uuids() {
        #expect(
            CallID("ABCDEF00-0000-4000-8000-000000000001")
                == CallID("abcdef00-0000-4000-8000-000000000001"))
    }

    @Test(
        "what is no UUID is refused",
        arguments: [
            "", "abc", "abcdef00000040008000000000000001", "gbcdef00-0000-4000-8000-000000000001",
            "abcdef00-0000-4000-8000-0000000000011", "abcdef00-0000-4000-8000-00000000000é",
        ])
    func badUUIDs(text: String) {
        #expect(CallID(text) == nil)
        #expect(DeviceID(text) == nil)
    }
}
