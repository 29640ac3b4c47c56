import Testing

@testable import Relay

/// By which address a relay relays, and as what the internet knows it.
struct RelayAddressesTests {
    private func addresses(
        _ host: String, _ change: (inout RelaySettings) -> Void = { _ in }
    ) async throws -> RelayAddresses {
        var settings = RelaySettings(host: host)
        change(&settings)
        return try await RelayAddresses.find(settings)
    }

    private func refusal(_ host: String, _ change: (inout RelaySettings) -> Void = { _ in }) async throws
        -> String
    {
        try await #require(throws: RelayAddressError.self) { try await addresses(host, change) }.description
    }

    @Test("a name that stands for an address of this machine is all that is needed")
    func own() async throws {
        for host in ["127.0.0.1", "localhost"] {
            let found = try await addresses(host)
            #expect(found.local == "127.0.0.1" && found.mapped == nil, "\(host)")
        }
    }

    @Test("an address that this machine does not have is the one by which a NAT is known")
    func mapped() async throws {
        let found = try await addresses("203.0.113.7") { $0.address = "127.0.0.1" }
        #expect(found.local == "127.0.0.1" && found.mapped == "203.0.113.7")
    }

    @Test("what the operator says comes before what the name stands for")
    func said() async throws {
        let found = try await addresses("localhost") {
            $0.address = "127.0.0.1"
            $0.publicAddress = "203.0.113.7"
        }
        #expect(found.local == "127.0.0.1" && found.mapped == "203.0.113.7")
        // Then the name need not stand for anything here.
        await #expect(throws: Never.self) {
            try await addresses("relay.invalid") {
                $0.address = "127.0.0.1"
                $0.publicAddress = "203.0.113.7"
            }
        }
    }

    @Test("a name without an IPv4 address is refused, with what to set", arguments: ["relay.invalid", "::1"])
    func noAddress(host: String) async throws {
        #expect(
            try await refusal(host).hasPrefix(
                "\(host) has no IPv4 address, and a relay needs one. Set relay-public"))
    }

    @Test("an address of another machine is refused, with those of this one")
    func foreign() async throws {
        let sentence = try await refusal("localhost") { $0.address = "203.0.113.7" }
        #expect(sentence.hasPrefix("relay-address must be an IPv4 address of this machine, one of "))
        #expect(sentence.contains("127.0.0.1") && sentence.hasSuffix("not 203.0.113.7."))
    }
}
