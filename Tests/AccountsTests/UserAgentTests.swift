import Accounts
import Testing

/// What is kept of what a browser calls itself.
struct UserAgentTests {
    @Test(
        "printable ASCII is kept, in so many bytes at most",
        arguments: [
            ("Mozilla/5.0 (X11)", "Mozilla/5.0 (X11)"), ("a\u{1B}[31m\u{0}b", "a[31mb"), ("\u{E4}x", "x"),
            (String(repeating: "x", count: 300), String(repeating: "x", count: 256)),
        ])
    func kept(text: String, kept: String) {
        #expect(UserAgent(text)?.text == kept)
    }

    @Test("what leaves nothing is none", arguments: ["", "   ", "\u{1F600}", "\u{7}"])
    func none(text: String) {
        #expect(UserAgent(text) == nil)
    }
}
