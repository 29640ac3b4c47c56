import HTTPTypes
import Networks
import Testing

@testable import DuetServer

/// Who speaks for whom.
struct ClientAddressTests {
    @Test(
        "a proxy is believed in whom it has seen, and in nothing that that one has said",
        arguments: [
            ("127.0.0.1", [], "127.0.0.1"),
            ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", ["192.0.2.9, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", ["192.0.2.9", "198.51.100.1"], "198.51.100.1"),
            // Two proxies in a row, both of them known.
            ("127.0.0.1", ["192.0.2.9, 198.51.100.1, 10.0.3.4"], "198.51.100.1"),
            ("10.0.255.255", ["2001:db8::7"], "2001:db8::7"),
            // The outer one is not known: it is as far as one can see.
            ("127.0.0.1", ["198.51.100.1, 10.1.0.1"], "10.1.0.1"),
            ("10.1.0.1", ["198.51.100.1"], "10.1.0.1"),
            ("198.51.100.1", ["127.0.0.1"], "198.51.100.1"),
            ("fd00::2", ["198.51.100.1"], "fd00::2"),
            ("fd00::1", ["198.51.100.1"], "198.51.100.1"),
            // What cannot be read names nobody.
            ("127.0.0.1", ["unknown"], "127.0.0.1"),
            ("127.0.0.1", ["198.51.100.1, -"], "127.0.0.1"),
        ])
    func client(peer: String, forwardedFor: [String], is expected: String) throws {
        let proxies = try ["127.0.0.0/8", "10.0.0.0/16", "fd00::1"].map { try #require(IPNetwork($0)) }
        var headers = HTTPFields()
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        for value in forwardedFor { headers.append(HTTPField(name: name, value: value)) }
        let client = ClientAddress(trustedProxies: proxies).of(headers, peer: IPAddress(peer))
        #expect(try client == #require(IPAddress(expected)))
    }

    @Test("proxies on this machine are believed where there is a public address, beside those that are named")
    func settings() throws {
        var settings = ServerSettings(
            host: "127.0.0.1", port: 8080, webFolder: "web")
        let (own, named) = (try #require(IPAddress("127.0.0.1")), try #require(IPAddress("10.0.0.2")))
        #expect(!settings.clientAddress.isProxy(own))
        settings.trustedProxies = [try #require(IPNetwork("10.0.0.2"))]
        #expect(!settings.clientAddress.isProxy(own) && settings.clientAddress.isProxy(named))
        settings.publicURL = PublicURL("https://talk.example.org")
        #expect(settings.clientAddress.isProxy(own) && settings.clientAddress.isProxy(named))
        #expect(settings.clientAddress.strangersNetwork(of: "10.0.0.2") == nil)
        #expect(settings.clientAddress.strangersNetwork(of: "10.0.0.3") != nil)
    }

    @Test(
        "a network is an address, or a prefix with nothing behind it",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.0"), ("10.1.2.3", "10.1.2.3", "10.1.2.2"),
            ("192.0.2.128/25", "192.0.2.200", "192.0.2.1"), ("0.0.0.0/0", "203.0.113.1", "::1"),
            ("fd00::/8", "fdff::1", "fe00::1"), ("::1", "::1", "::2"),
            ("10.0.0.0/8", "::ffff:10.1.1.1", "::a00:1"),
        ])
    func network(_ text: String, holds inside: String, not outside: String) throws {
        let network = try #require(IPNetwork(text))
        #expect(network.contains(try #require(IPAddress(inside))))
        #expect(!network.contains(try #require(IPAddress(outside))))
    }

    @Test(
        "anything else is no network",
        arguments: [
            "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.1/8", "10.0.0.0/8/8", "10.0.0",
            "::/129", "proxy",
        ])
    func noNetwork(_ text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test(
        "where to listen is a port of this machine, or an address and a port",
        arguments: [
            ("9464", "127.0.0.1:9464"), ("0", "127.0.0.1:0"), ("192.0.2.1:80", "192.0.2.1:80"),
            ("[::1]:9464", "[::1]:9464"), ("localhost:1", "localhost:1"), ("", nil), ("65536", nil),
            ("192.0.2.1", nil),
            ("::1", nil), ("-1", nil), ("a:b", nil),
        ])
    func listen(_ text: String, at expected: String?) {
        #expect(ListenAddress(text)?.description == expected)
    }
}
