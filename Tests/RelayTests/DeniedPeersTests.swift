import IceProbe
import Relay
import Testing

/// What the real coturn denies with the configuration that Duet writes.
@Suite(.enabled(if: TestRelay.isInstalled, "there is no turnserver"), .timeLimit(.minutes(2)))
struct DeniedPeersTests {
    @Test("no IPv4 address is reached that a network hides from strangers")
    func ipv4() async throws {
        try await TestRelay.run { relay in
            try await relay.withAllocation { allocation in
                for text in [
                    "0.0.0.0", "127.0.0.1", "127.0.0.53", "10.0.0.1", "10.255.255.255", "172.16.0.1",
                    "172.31.255.255", "192.168.0.1", "192.168.255.255", "169.254.169.254", "100.64.0.1",
                    "100.127.255.255", "192.0.0.8", "198.18.0.1", "224.0.0.251", "239.255.255.255",
                    "240.0.0.1",
                    "255.255.255.255",
                ] {
                    #expect(await allocation.answer(to: text) == .peerDenied, "\(text)")
                }
                for text in [
                    "203.0.113.7", "9.255.255.255", "172.32.0.1", "192.167.255.255", "100.63.255.255",
                ] {
                    let answer = await allocation.answer(to: text)
                    #expect(answer == nil, "\(text) is anybody's: \(String(describing: answer))")
                }
            }
        }
    }

    @Test("nor an IPv6 address, where somebody has switched that on")
    func ipv6() async throws {
        try await TestRelay.run(["relay-ip=::1"]) { relay in
            try await relay.withAllocation(.ipv6) { allocation in
                for text in [
                    "::", "::1", "fc00::1", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe80::1",
                    "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ff02::1", "64:ff9b::7f00:1",
                    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1", "::ffff:127.0.0.1",
                    "::ffff:10.0.0.1",
                    "::ffff:169.254.169.254",
                ] {
                    #expect(await allocation.answer(to: text) == .peerDenied, "\(text)")
                }
                #expect(await allocation.answer(to: "2001:db8::7") == nil)
            }
        }
    }

    @Test("no IPv6 address is relayed")
    func ipv4Alone() async throws {
        try await TestRelay.run { relay in
            await #expect(throws: ProbeFault.refused(440)) {
                try await relay.withAllocation(.ipv6) { _ in }
            }
        }
    }

    @Test("private networks are reached when that is asked for, and loopback never")
    func privateNetworks() async throws {
        try await TestRelay.run(change: { $0.reachesPrivateNetworks = true }) { relay in
            try await relay.withAllocation { allocation in
                for text in ["10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1"] {
                    #expect(await allocation.answer(to: text) == nil, "\(text)")
                }
                for text in ["127.0.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.251"] {
                    #expect(await allocation.answer(to: text) == .peerDenied, "\(text)")
                }
            }
        }
    }
}

extension TurnAllocation {
    /// - Returns: nil when the relay would carry something there.
    fileprivate func answer(to peer: String) async -> ProbeFault? {
        guard let peer = StunAddress(peer, port: 9) else { return .nonsense }
        do {
            try await permit(peer)
            return nil
        } catch {
            return error
        }
    }
}
