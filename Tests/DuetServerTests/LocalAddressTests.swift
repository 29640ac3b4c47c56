import Testing

@testable import DuetServer

/// The address that is printed for a server on this machine.
struct LocalAddressTests {
    @Test(
        "It is one that a browser can go to",
        arguments: [
            ("127.0.0.1", "http://127.0.0.1:8080"), ("localhost", "http://localhost:8080"),
            ("::1", "http://[::1]:8080"), ("0.0.0.0", "http://127.0.0.1:8080"), ("::", "http://[::1]:8080"),
        ])
    func description(host: String, expected: String) {
        #expect(LocalAddress(host: host, port: 8080).description == expected)
        let secure = LocalAddress(host: host, port: 8080, isSecure: true)
        #expect(secure.description == expected.replacing("http:", with: "https:"))
    }

    @Test("Whoever listens on every address says so")
    func everywhere() {
        func everywhere(_ host: String) -> String? { LocalAddress(host: host, port: 443).everywhere }
        #expect(everywhere("::") == "on every address of this machine, port 443")
        #expect(everywhere("0.0.0.0") == "on every IPv4 address of this machine, port 443")
        #expect(everywhere("127.0.0.1") == nil && everywhere("::1") == nil)
    }
}
