import Testing

@testable import Networks

/// Which addresses a public host may have.
struct SpecialNetworkTests {
    @Test(
        "nobody out there has an address that a network keeps for itself",
        arguments: [
            "0.0.0.0", "0.255.255.255", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1",
            "127.255.255.255", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1",
            "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.7",
            "224.0.0.251", "239.255.255.255", "240.0.0.1", "255.255.255.255",
            "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
            "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1",
            "2001::1", "2001:2::1", "2001:1ff:ffff::1", "2001:db8::1", "2002:7f00:1::1", "2002:808:808::1",
            "3fff::1", "3fff:fff::1", "4000::1", "5f00::1", "fc00::1", "fdff::1", "fe80::1", "febf::1",
            "fec0::1", "ff02::1",
        ])
    func special(text: String) throws {
        #expect(try !#require(IPAddress(text)).isPublic)
    }

    @Test(
        "everything beside those is anybody's",
        arguments: [
            "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.0.0.1",
            "128.0.0.1", "169.253.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "192.0.3.1", "192.167.0.1",
            "198.17.0.1", "198.20.0.1", "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
            "2001:200::1", "2001:4860:4860::8888", "2606:4700::1111", "2a00::1", "3ffe::1",
        ])
    func general(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test("a network ends where its bits do")
    func last() throws {
        #expect(try #require(IPNetwork("172.16.0.0/12")).last == IPAddress("172.31.255.255"))
        #expect(try #require(IPNetwork("fc00::/7")).last.description.hasPrefix("fdff:"))
        #expect(try #require(IPNetwork("::1")).last == IPAddress("::1"))
    }

    @Test("each network of the list can be read")
    func list() {
        #expect(SpecialNetwork.all.count == 25)
    }
}
