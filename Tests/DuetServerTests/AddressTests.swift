import CallCore
import Foundation
import HTTPTypes
import Networks
import Testing

@testable import Accounts
@testable import DuetServer

/// Which addresses are ours, and how they are written.
struct AddressTests {
    @Test(
        "only this machine's own addresses and names count as loopback",
        arguments: [
            ("127.0.0.1", true), ("127.255.255.254", true), ("localhost", true), ("LocalHost", true),
            ("::1", true), ("[::1]", true), ("0:0:0:0:0:0:0:1", true), ("::ffff:127.0.0.1", true),
            ("127.evil.example", false), ("127.0.0.1.evil.example", false), ("127.0.0", false),
            ("127.0.0.256", false), ("127.", false), ("", false),
            ("localhost.evil.example", false), ("128.0.0.1", false), ("0.0.0.0", false), ("::", false),
            ("::ffff:192.0.2.1", false), ("[::1", false), ("[::1].evil.example", false),
        ])
    func loopback(host: String, isLoopback: Bool) throws {
        #expect(try settings(host: host).isLoopbackOnly == isLoopback)
    }

    @Test("an address does not end where C would end the text")
    func zeroByte() {
        #expect(IPAddress("127.0.0.1\0.evil.example") == nil)
    }

    private func settings(host: String) throws -> ServerSettings {
        ServerSettings(
            host: host, port: 8080, webFolder: "web")
    }

    @Test(
        "a public address is a scheme, a host and perhaps a port, in the one form that browsers send",
        arguments: [
            ("https://talk.example.org", "https://talk.example.org"),
            ("HTTPS://Talk.Example.org/", "https://talk.example.org"),
            ("https://talk.example.org:443", "https://talk.example.org"),
            ("https://talk.example.org:8443", "https://talk.example.org:8443"),
            ("http://talk.example.org:80", "http://talk.example.org"),
            ("http://talk.example.org:443", "http://talk.example.org:443"),
            ("http://[2001:DB8::1]:8080", "http://[2001:db8::1]:8080"),
            ("http://[::1]", "http://[::1]"),
            ("talk.example.org", nil), ("ftp://talk.example.org", nil), ("https://", nil),
            ("https://Example.org/Talk/", "https://example.org/Talk"),
            ("https://example.org/a/b-._~c", "https://example.org/a/b-._~c"),
            ("https://talk.example.org//", nil), ("https://talk.example.org/a//b", nil),
            ("https://talk.example.org/../a", nil), ("https://talk.example.org/./a", nil),
            ("https://talk.example.org/%61", nil), ("https://talk.example.org/a b", nil),
            ("https://talk.example.org/:a", nil), ("https://talk.example.org/a?b", nil),
            ("https://talk.example.org/\"", nil), ("https://talk.example.org/*", nil),
            ("https://user@talk.example.org", nil), ("https://talk.example.org:", nil),
            ("https://talk.example.org:0", nil), ("https://talk.example.org:65536", nil),
            ("https://talk.example.org:+80", nil), ("https://talk.example.org:80:80", nil),
            ("https://:443", nil), ("https://[::1", nil), ("https://[talk]", nil), ("https://[::1]x", nil),
            ("https://talk.example.org; script-src *", nil), ("https://tal\u{212A}.example.org", nil),
            ("https://talk.example.org\r\nX: y", nil), ("null", nil),
        ] as [(String, String?)])
    func publicURL(text: String, canonical: String?) {
        #expect(PublicURL(text)?.description == canonical)
        #expect(PublicURL(text)?.isSecure == canonical?.hasPrefix("https"))
    }

    @Test(
        "ours is the public address and nothing else, or else what the request names, with TLS if Duet speaks it",
        arguments: [
            ("https://talk.example.org", false, "evil.example", "https://talk.example.org"),
            ("https://example.org/talk", true, nil, "https://example.org/talk"),
            ("http://talk.lan", true, "192.0.2.1", "http://talk.lan"),
            (nil, false, "192.0.2.1:8080", "http://192.0.2.1:8080"),
            (nil, true, "192.0.2.1:8080", "https://192.0.2.1:8080"),
            (nil, true, "[2001:db8::1]:443", "https://[2001:db8::1]"),
            (nil, false, nil, nil), (nil, false, "a b", nil),
        ] as [(String?, Bool, String?, String?)])
    func ours(publicURL: String?, speaksTLS: Bool, authority: String?, expected: String?) throws {
        #expect(try site(publicURL, speaksTLS: speaksTLS).url(authority)?.description == expected)
    }

    private func site(_ publicURL: String?, speaksTLS: Bool = false) throws -> Site {
        Site(publicURL: try publicURL.map { try #require(PublicURL($0)) }, speaksTLS: speaksTLS)
    }

    fileprivate struct Page {
        let publicURL: String?
        let host: String?
        let origin: String?
        let isOurs: Bool
    }

    @Test("a page is ours at the public address, or else at the name that the request itself names")
    func origins() throws {
        let talk = "https://talk.example.org"
        let pages = [
            // Without a public address.
            Page(nil, "127.0.0.1:8080", "http://127.0.0.1:8080", isOurs: true),
            Page(nil, "localhost:8080", "http://localhost:8080", isOurs: true),
            Page(nil, "[::1]:8080", "http://[::1]:8080", isOurs: true),
            Page(nil, "localhost", "http://localhost", isOurs: true),
            Page(nil, "localhost:80", "http://localhost", isOurs: true),
            Page(nil, "localhost:8080", "http://127.0.0.1:8080", isOurs: false),
            Page(nil, "localhost:8080", "http://localhost:8081", isOurs: false),
            Page(nil, "localhost:8080", "https://localhost:8080", isOurs: false),
            Page(nil, "localhost:8080", nil, isOurs: false),
            Page(nil, nil, "http://localhost:8080", isOurs: false),
            Page(nil, "localhost:8080", "null", isOurs: false),
            Page(nil, "[::1].evil.example", "http://[::1].evil.example", isOurs: false),
            Page(nil, "192.0.2.1:8080", "http://192.0.2.1:8080", isOurs: true),
            Page(nil, "talk.example.org", talk, isOurs: false),
            Page(nil, "192.0.2.1:8080", "http://evil.example", isOurs: false),
            // With one, behind a reverse proxy that may pass on any name.
            Page(talk, "127.0.0.1:8080", talk, isOurs: true),
            Page(talk, "talk.example.org", talk, isOurs: true),
            Page(talk, nil, "HTTPS://talk.example.org:443", isOurs: true),
            Page(talk, "talk.example.org", "http://talk.example.org", isOurs: false),
            Page(talk, "127.0.0.1:8080", "http://127.0.0.1:8080", isOurs: false),
            Page(talk, "talk.example.org", nil, isOurs: false),
            // An origin has no path.
            Page("https://example.org/talk", "example.org", "https://example.org", isOurs: true),
            Page("https://example.org/talk", "example.org", "https://example.org/talk", isOurs: false),
        ]
        for page in pages {
            let policy = OriginPolicy(site: try site(page.publicURL))
            var request = HTTPRequest(method: .post, scheme: nil, authority: page.host, path: "/api/session")
            request.headerFields[.origin] = page.origin
            #expect(policy.allows(request) == page.isOurs, "\(page)")
        }
    }

    @Test(
        "without a public address a server answers to this machine's names and to the address that was gone to",
        arguments: [
            ("192.168.0.7:8080", "192.168.0.7", true), ("192.168.0.7", "192.168.0.7", true),
            ("192.168.0.7", "::ffff:192.168.0.7", true), ("[2001:db8::7]:8080", "2001:db8:0::7", true),
            ("localhost:8080", "127.0.0.1", true), ("LocalHost", "::1", true),
            ("127.0.0.1:1", "127.0.0.1", true),
            ("[::1]:8080", "::1", true), (nil, "192.168.0.7", true),
            ("192.168.0.8", "192.168.0.7", false), ("192.168.0.7", nil, false),
            ("203.0.113.5:8080", "192.168.0.7", false), ("[2001:db8::8]", "2001:db8::7", false),
            ("evil.example", "192.168.0.7", false), ("evil.example:8080", "127.0.0.1", false),
            ("127.evil.example", "127.0.0.1", false), ("127.0.0.1.evil.example", "127.0.0.1", false),
            ("localhost.evil.example", "127.0.0.1", false),
            ("192.168.0.7.evil.example", "192.168.0.7", false),
            ("[::1].evil.example", "::1", false), ("", "192.168.0.7", false), ("a b", "192.168.0.7", false),
            ("localhost@evil.example", "127.0.0.1", false), ("3232235527", "192.168.0.7", false),
        ] as [(String?, String?, Bool)])
    func hosts(authority: String?, address: String?, isOurs: Bool) throws {
        #expect(HostPolicy(publicURL: nil, listensOn: "0.0.0.0").allows(authority, at: address) == isOurs)
        // With one nothing is told by the request's name, and a proxy may pass on any.
        let talk = try #require(PublicURL("https://talk.example.org"))
        #expect(HostPolicy(publicURL: talk, listensOn: "0.0.0.0").allows(authority, at: address))
    }

    @Test("a name that the server was told to listen on is one it answers to")
    func hostByName() {
        let policy = HostPolicy(publicURL: nil, listensOn: "Talk.lan")
        #expect(policy.allows("talk.lan:8080", at: "192.168.0.7"))
        #expect(!policy.allows("evil.lan:8080", at: "192.168.0.7"))
    }

    @Test("an invitation leads to the public address, or else to where its maker was")
    func invitationLinks() throws {
        func link(
            _ kind: Invitation.Kind = .invitation, publicURL: String? = nil, authority: String? = nil
        ) throws -> String {
            let token = SecretToken()
            let now = Timestamp(milliseconds: 1_800_000_000_000)
            let invitation = Invitation(
                id: token.digest, kind: kind, createdBy: nil, createdAt: now,
                expiresAt: now.advanced(by: .seconds(60)))
            let links = InvitationLinks(
                site: try site(publicURL), local: LocalAddress(host: "127.0.0.1", port: 8080))
            let url = links.url(
                of: IssuedInvitation(token: token, invitation: invitation), authority: authority)
            #expect(url.hasSuffix("/\(token.text)"))
            return String(url.dropLast(token.text.count + 1))
        }
        #expect(try link() == "http://127.0.0.1:8080/invite")
        #expect(try link(.setup) == "http://127.0.0.1:8080/setup")
        #expect(try link(authority: "192.0.2.1:9000") == "http://192.0.2.1:9000/invite")
        #expect(try link(authority: "Talk.example.org:80") == "http://talk.example.org/invite")
        #expect(try link(authority: "x/y") == "http://127.0.0.1:8080/invite")
        let talk = "https://talk.example.org:443"
        #expect(try link(publicURL: talk) == "https://talk.example.org/invite")
        #expect(try link(publicURL: talk, authority: "evil.example") == "https://talk.example.org/invite")
    }
}

extension AddressTests.Page {
    fileprivate init(
        _ publicURL: String?, _ host: String?, _ origin: String?, isOurs: Bool
    ) {
        self.init(
            publicURL: publicURL, host: host, origin: origin, isOurs: isOurs)
    }
}
