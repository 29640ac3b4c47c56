import IceProbe
import NIOCore
import NameLookup
import Testing

/// What a name stands for.
struct HostAddressesTests {
    @Test(
        "an address stands for itself, with its brackets or without",
        arguments: [("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("[::1]", "::1")])
    func address(host: String, expected: String) async throws {
        let found = try await HostAddresses.resolve(host, port: 443)
        #expect(found == [try SocketAddress(ipAddress: expected, port: 443)])
    }

    @Test("each address of a name comes once")
    func name() async throws {
        let found = try await HostAddresses.resolve("localhost", port: 443)
        #expect(found.contains(try SocketAddress(ipAddress: "127.0.0.1", port: 443)))
        #expect(Set(found).count == found.count)
    }

    @Test("a name that nobody has is unknown")
    func unknown() async throws {
        await #expect(throws: ProbeFault.nameUnknown) {
            try await HostAddresses.resolve("nosuch.invalid", port: 443)
        }
    }
}
