import Accounts
import Testing

@Suite struct AccountRulesTests {
    @Test(arguments: [
        ("alice", "alice"), ("  Bo\n", "Bo"), ("a", "a"), ("a.b_c-1", "a.b_c-1"),
        (String(repeating: "x", count: 32), String(repeating: "x", count: 32)),
    ])
    func `a user name is trimmed and otherwise kept`(text: String, expected: String) throws {
        #expect(try AccountRules.username(text) == expected)
    }

    @Test(arguments: [
        "", "   ", "a b", "jörg", "аlice" /* Cyrillic a */, "a@b", "a/b", "a\u{0}b", "alice\u{301}",
        String(repeating: "x", count: 33),
    ])
    func `other user names are refused`(text: String) {
        #expect(throws: AccountError.usernameInvalid) { try AccountRules.username(text) }
    }

    @Test(arguments: [
        (" Alice Ö. \n", "Alice Ö."), ("B", "B"), ("משה", "משה"), ("👩‍👩‍👧", "👩‍👩‍👧"),
        (String(repeating: "ß", count: 64), String(repeating: "ß", count: 64)),
        ("Jo\u{308}rg", "J\u{F6}rg"),
    ])
    func `a name is trimmed and composed`(text: String, expected: String) throws {
        let name = try AccountRules.name(text)
        #expect(Array(name.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(arguments: [
        "", " \t\n", "a\nb", "a\u{0}b", "a\u{7F}b", "a\u{2028}b",
        "\u{202E}ecila" /* reads backwards */, "\u{200B}\u{2060}" /* nothing to see */,
        String(repeating: "x", count: 65),
        "x" + String(repeating: "\u{301}", count: 200) /* one character, 401 bytes */,
    ])
    func `other names are refused`(text: String) {
        #expect(throws: AccountError.nameInvalid) { try AccountRules.name(text) }
    }
}
