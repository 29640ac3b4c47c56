import Base64URL
import Crypto
import TestSupport
import Testing

@testable import WebPush

/// What a browser may say about where it takes messages.
struct PushSubscriptionTests {
    @Test(
        "an endpoint is an https URL, in which nothing can be read in two ways",
        arguments: [
            (
                "https://push.example.net/a/b?c=d", "https://push.example.net/a/b?c=d",
                "https://push.example.net"
            ),
            ("HTTPS://Push.Example.net/A", "https://push.example.net/A", "https://push.example.net"),
            ("https://push.example.net:443/a", "https://push.example.net/a", "https://push.example.net"),
            (
                "https://push.example.net:8443/a", "https://push.example.net:8443/a",
                "https://push.example.net:8443"
            ),
            ("https://push.example.net", "https://push.example.net/", "https://push.example.net"),
            ("https://push.example.net?a", "https://push.example.net/?a", "https://push.example.net"),
            ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a", "https://[2001:db8::1]"),
        ])
    func endpoint(text: String, url: String, origin: String) throws {
        let endpoint = try #require(PushEndpoint(text))
        #expect(endpoint.url == url && endpoint.origin == origin)
    }

    @Test(
        "what is none is refused",
        arguments: [
            "", "http://push.example.net/a", "ftp://push.example.net/a", "https://", "https:///a",
            "https://user@push.example.net/a", "https://push.example.net@127.0.0.1/a",
            "https://push.example.net\\@127.0.0.1/a", "https://push.example.net#@127.0.0.1/a",
            "https://push.example.net/a b", "https://push.example.net/a#b",
            "https://push.example.net/\r\nX: y",
            "https://push.example.net/ä", "https://pu\u{212A}sh.example.net/a",
            "https://push.example.net:0/a",
            "https://push.example.net:/a", "https://push.example.net/a\"", "https://push.example.net/\0",
            "https://push.example.net/" + String(repeating: "a", count: 2048),
        ])
    func noEndpoint(text: String) { #expect(PushEndpoint(text) == nil) }

    @Test("an endpoint is as long as it is kept", arguments: [(2046, true), (2047, true), (2048, false)])
    func longest(length: Int, isOne: Bool) {
        let start = "https://push.example.net?"
        let text = start + String(repeating: "a", count: length - start.utf8.count)
        #expect((PushEndpoint(text) != nil) == isOne, "a slash is put in")
    }

    @Test("keys are a point of the curve and sixteen bytes")
    func keys() throws {
        let browser = StandInBrowser()
        func fault(_ publicKey: String, _ secret: String) -> PushSubscriptionFault? {
            do throws(PushSubscriptionFault) {
                _ = try PushSubscription(
                    endpoint: "https://push.example.net/a", publicKey: publicKey, secret: secret)
                return nil
            } catch {
                return error
            }
        }
        #expect(fault(browser.publicKey, browser.auth) == nil)
        var point = try #require(Base64URL.decode(browser.publicKey))
        point[64] ^= 1
        #expect(fault(Base64URL.encode(point), browser.auth) == .keys, "not on the curve")
        let compressed = P256.KeyAgreement.PrivateKey().publicKey.compressedRepresentation
        #expect(fault(Base64URL.encode(compressed), browser.auth) == .keys)
        #expect(fault("", browser.auth) == .keys)
        #expect(fault(browser.publicKey + "=", browser.auth) == .keys)
        #expect(fault(browser.publicKey, "") == .keys)
        #expect(fault(browser.publicKey, browser.auth + "AA") == .keys)
        #expect(fault(browser.publicKey, "*" + browser.auth.dropFirst()) == .keys)
    }

    @Test(
        "what is written as no public address is seen to be none",
        arguments: [
            "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/", "https://10.0.0.1/",
            "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://push.example.net:8443/",
        ])
    func place(text: String) throws {
        let endpoint = try #require(PushEndpoint(text))
        #expect(!PushReach.publicHosts.allows(endpoint))
        #expect(PushReach.everything.allows(endpoint))
    }

    @Test("a topic tells neither the thing nor that two browsers are told the same")
    func topic() throws {
        let browsers = [StandInBrowser(), StandInBrowser()]
        let topics = try browsers.map { browser in
            let subscription = try PushSubscription(
                endpoint: "https://push.example.net/a", publicKey: browser.publicKey, secret: browser.auth)
            #expect(PushTopic("call", for: subscription) == PushTopic("call", for: subscription))
            #expect(PushTopic("call", for: subscription) != PushTopic("other", for: subscription))
            return PushTopic("call", for: subscription).text
        }
        #expect(topics[0] != topics[1])
        for topic in topics { #expect(topic.count == 32 && Base64URL.decode(topic) != nil) }
    }
}
