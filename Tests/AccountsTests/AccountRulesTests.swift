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
        "", "   ", "a b", "jörg", "аlice" /* Cyrillic a */, "alicε" /* Greek epsilon */,
        "аӏісе" /* Cyrillic */,
        "ａｌｉｃｅ" /* full-width */, "al\u{200B}ice", "alice\u{200D}", "\u{202E}ecila", "\u{200F}alice",
        "a@b", "a/b", "a\u{0}b", "alice\u{301}",
        String(repeating: "x", count: 33),
    ])
    func `other user names are refused`(text: String) {
        #expect(throws: AccountError.usernameInvalid) { try AccountRules.username(text) }
    }

    @Test(arguments: [
        (" Alice Ö. \n", "Alice Ö."), ("B", "B"), ("משה", "משה"), ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("Anna  \u{A0}Schmidt", "Anna Schmidt") /* browsers show one space */,
        ("مه\u{200C}سا", "مه\u{200C}سا") /* Persian, where a non-joiner is spelling */,
        ("क्\u{200D}ष", "क्\u{200D}ष"), ("葛\u{E0100}城", "葛\u{E0100}城") /* a variant of a letter */,
        ("❤\u{FE0F}", "❤\u{FE0F}"), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿") /* tags */, ("О'Нил", "О'Нил"),
        (String(repeating: "ß", count: 64), String(repeating: "ß", count: 64)),
        ("Jo\u{308}rg", "J\u{F6}rg"), ("Team 1\u{FE0F}\u{20E3}", "Team 1\u{FE0F}\u{20E3}"),
        ("#\u{20E3}", "#\u{20E3}"),
        ("\u{200B}សុខ\u{200B}\u{200B} ចាន់", "សុខ ចាន់") /* the space bar of Khmer */, ("Al\u{200B}ice", "Al ice"),
    ])
    func `a name is trimmed and composed`(text: String, expected: String) throws {
        let name = try AccountRules.name(text)
        #expect(Array(name.unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(arguments: [
        "", " \t\n", "a\nb", "a\u{0}b", "a\u{7F}b", "a\u{2028}b",
        "\u{202E}ecila" /* reads backwards */, "a\u{2066}b", "\u{200E}Alice", "Alice\u{200F}", "a\u{61C}b",
        "\u{200B}\u{2060}" /* nothing to see */, "\u{301}", "\u{20DD} \u{301}" /* marks alone */,
        "\u{A0}\u{3000}",
        "\u{3164}" /* a letter that shows nothing */, "\u{2800}\u{2800}" /* a blank pattern */,
        "\u{200B}", "Ali\u{AD}ce", "Al\u{2060}ice", "\u{FEFF}Alice", "Al\u{34F}ice", "Al\u{200D}ice",
        "Al\u{200C}ice", "Алис\u{200D}а", "Alice\u{FE0F}", "Alice\u{E0061}", "😀\u{E0061}", "Team 1\u{FE0F}",
        "1\u{FE0F}\u{20E3}\u{200D}", "Al\u{1D159}ice", "\u{13441}", "Alice\u{13442}", "Al\u{3164}ice",
        "a\u{2800}b",
        "Al\u{FFF9}ice",
        "\u{E000}" /* whatever a font makes of it */,
        String(repeating: "x", count: 65),
        "x" + String(repeating: "\u{301}", count: 200) /* one character, 401 bytes */,
    ])
    func `other names are refused`(text: String) {
        #expect(throws: AccountError.nameInvalid) { try AccountRules.name(text) }
    }
}
