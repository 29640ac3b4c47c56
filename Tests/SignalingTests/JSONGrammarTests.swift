import Signaling
import Testing

/// RFC 8259 by example: each text stands alone as a message, and in a message as a value that nobody asks for.
struct JSONGrammarTests {
    @Test("texts that must be accepted", arguments: Self.valid)
    func accepted(text: String) {
        #expect(Texts.code(text) == .invalidEnvelope)
        #expect(Texts.code(Texts.message(holding: text)) == nil)
        #expect(Texts.code(" \t\r\n\(text)\n\r\t ") == .invalidEnvelope)
    }

    @Test("texts that must be refused", arguments: Self.invalid)
    func refused(text: String) {
        #expect(Texts.code(text) == .notJSON)
        #expect(Texts.code(Texts.message(holding: text)) == .notJSON)
    }

    @Test("white space around a message is allowed, and nothing else is")
    func around() {
        let message = Texts.message(holding: "1")
        #expect(Texts.code(" \r\n\t\(message) \r\n\t") == nil)
        for rest in ["}", ",", "1", "null", message, "\u{0}", "\u{FEFF}", "\u{A0}", "//", "]"] {
            #expect(Texts.code(message + rest) == .notJSON, "\(rest.debugDescription) behind")
            #expect(Texts.code(rest + message) == .notJSON, "\(rest.debugDescription) before")
        }
    }

    // MARK: What the grammar leaves open

    @Test(
        "half of a surrogate pair is refused: such a string cannot be written in UTF-8",
        arguments: [
            #""\ud800""#, #""\udbff""#, #""\udc00""#, #""\udfff""#, #""\ud800\ud800""#, #""\udc00\ud800""#,
            #""\ud800x""#, #""\ud800\n""#, #""\ud800\u0041""#, #""\ud83d\ude00\ude00""#, #""\ud800\udc0""#,
            #"{"\ud800":1}"#, #"["\uDEAD"]"#, #""\ud800\\udc00""#,
        ])
    func loneSurrogates(text: String) {
        #expect(Texts.code(text) == .notJSON)
        #expect(Texts.code(Texts.message(holding: text)) == .notJSON)
    }

    @Test(
        "a number may be larger or finer than a double, where nobody asks for its value",
        arguments: [
            "1e400", "-1e400", "1e-400", "123456789012345678901234567890", "0.1e99999999999999999999",
            "-1e+99999999999999999999", "100000000000000000000000000000000000000000.0000000000000000000001",
        ])
    func largeNumbers(text: String) {
        #expect(Texts.code(text) == .invalidEnvelope)
        #expect(Texts.code(Texts.message(holding: text)) == nil)
    }

    @Test("any code point may stand in a string, also those that are no characters")
    func codePoints() {
        for point in ["\u{7F}", "\u{80}", "\u{2028}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}"] {
            #expect(Texts.code(Texts.message(holding: "\"\(point)\"")) == nil)
            #expect(Texts.code(Texts.message(holding: Texts.jsonEscaped(point))) == nil)
        }
    }

    @Test("every control character must be escaped, and no other must")
    func controls() {
        for value in UInt8(0)...0x9F where value != UInt8(ascii: "\"") && value != UInt8(ascii: "\\") {
            let raw = "\"\(Unicode.Scalar(value))\""
            #expect(Texts.code(Texts.message(holding: raw)) == (value < 0x20 ? .notJSON : nil), "\(value)")
            #expect(Texts.code(Texts.message(holding: "\"\(Texts.escape(UInt16(value)))\"")) == nil)
            // At every offset of the eight bytes that are looked at together.
            for offset in 0..<16 {
                let padding = String(repeating: "é", count: offset)
                let text = "\"\(padding)\(Unicode.Scalar(value))\(padding)\""
                #expect((Texts.code(text) == .notJSON) == (value < 0x20), "\(value) at \(offset)")
            }
        }
    }

    @Test("only eight letters and u may stand behind a backslash")
    func escapes() {
        for value in UInt8(0)...0x7F {
            let isEscape = #""\/bfnrt"#.utf8.contains(value)
            #expect((Texts.code("\"\\\(Unicode.Scalar(value))\"") == .notJSON) == !isEscape, "\(value)")
        }
    }
}

extension JSONGrammarTests {
    static let valid: [String] = [
        // Arrays.
        "[]", "[ ]", "[\t\r\n ]", "[[]]", "[[],[[]],{}]", #"[""]"#, "[1]", "[ 1 , 2 ]", "[1\n,\n2]", "[1] ",
        #"[null, 1, "1", {}, true, false]"#, "[false]", "[-1]", "[1,[2,[3,[4]]]]", "[0,0,0,0,0,0,0,0,0,0,0]",
        // Numbers.
        "0", "-0", "-1", "7", "42", "1234567890", "-1234567890", "0.5", "-0.5", "0.0", "-0.0", "10.01",
        "1.000",
        "0.000000000000000000000000000001", "1e1", "1E1", "1e+1", "1E+1", "1e-1", "1E-1", "1e0", "1e00",
        "1e01",
        "0e0", "0e1", "0E+1", "0e-1", "0.0e0", "-0e-0", "1.5e10", "-1.5E-10", "20e1", "123e65", "123.456e78",
        "9007199254740993", "-9223372036854775808", "9223372036854775808",
        // Objects.
        "{}", "{ }", "{\n}", #"{"":0}"#, #"{"a":1}"#, #"{ "a" : 1 , "b" : 2 }"#, #"{"a":[]}"#, #"{"a":{}}"#,
        #"{"a":{"a":{"a":null}}}"#, #"{"a":"b","c":{"a":"b"}}"#, #"{"a\u0000b":1}"#, #"{"\"":"\""}"#,
        #"{"a":"{","b":"}","c":"[","d":"]","e":":","f":","}"#, "{\"a\"\n:\n1\n,\n\"b\"\n:\n2\n}",
        #"{"é":"é"}"#,
        #"{"type":{"type":1},"payload":[{"type":2}]}"#,
        // Strings.
        #""""#, #"" ""#, #""a""#, #""\"\\\/\b\f\n\r\t""#, #""\u0041""#, #""\u12aB\uABCD\uefAB""#,
        #""\u0000""#,
        #""\u001f""#, #""\u007F""#, #""\u2028\u2029""#, #""\uFFFF""#, #""\ufdd0\ufffe""#, #""\uD83D\uDE00""#,
        #""\ud800\udc00""#, #""\udbff\udfff""#, #""\uD83D\uDE00\uD83D\uDE00""#, #""\\u0041""#, #""\\ud800""#,
        #""\\\"""#, #""\\""#, #""\\\\""#, #""/*no comment*/""#, #""//""#, #""null""#, #""1e""#,
        "\"\u{7F}\"", "\"\u{A0}\"", "\"é\"", "\"€\"", "\"😀\"", "\"\u{2028}\u{2029}\"", "\"\u{FEFF}\"",
        "\"\u{10FFFF}\"", "\"e\u{301}\"",
        #""a very long string, longer than what is looked at in one piece""#,
        #""12345678""#, #""1234567\n""#, #""1234567\"12345678\\""#,
        // Words.
        "true", "false", "null",
    ]

    static let invalid: [String] = [
        // Nothing, or more than one thing.
        "", " ", "\n", "1 2", "1,2", "[][]", "{}{}", "[] {}", #""a""b""#, #""a" "b""#, "truefalse",
        "true false",
        "[]]", "{}}", "[1]x", "{}#", "1]", "[]\u{0}", "1\u{0}", "\u{0}", "\u{0}1", "\u{FEFF}", "\u{FEFF}1",
        "\u{FEFF}{}", "\u{2060}1", "<1>", "*", ",", ":", ";", "(1)", "%", "\\", "\\u0031",
        // White space of other languages.
        "\u{A0}1", "\u{B}1", "\u{C}1", "\u{85}1", "\u{2003}1", "\u{3000}1", "[\u{C}]", "[1\u{B}]", "{\u{A0}}",
        // Comments.
        "//", "1//", "/**/1", "1/**/", "[1/*2*/]", "#1", "[1]//\n", "{/**/}", #"{"a":1//b"#, #"{"a"/**/:1}"#,
        // Arrays.
        "[", "]", "[1", "[1,", "[1,]", "[,]", "[,1]", "[1,,2]", "[1,2,,]", "[1 2]", #"["a" "b"]"#, "[1;2]",
        "[1:2]", #"["a":1]"#, "[a]", "[1}", "[}", "[[]", "[[],", "[[1]", "[*]", "[1[2]]", #"["a""#, #"["a]"#,
        "[1\n",
        "[tru]", "[\"\u{0}\"]", "[-]", "[+1]", "[1.]", "[.1]", "[01]", "[1e]", "[\\n]", "[1]]", "[\"\n\"]",
        // Numbers.
        "+1", "++1", "+0", "--1", "-", "+", "- 1", "-a", "-\u{0}", "01", "00", "-01", "-00", "012", "007",
        "0123.5",
        "1.", "0.", "-1.", "-0.", ".1", "-.1", ".", "-.", "1..2", "1.2.3", "1.e1", "0.e1", ".e1", "1e", "1E",
        "1e+", "1e-", "1E+", "0e", "0e+", "1.5e", "1.5e+", "1ee1", "1eE1", "1e+-1", "1e++1", "1e1e1", "1e1.5",
        "1e.5", "e1", "1+1", "1-1", "1a", "1-", "1+", "0x1", "0X1", "0b1", "0o7", "1_000", "1 000", "1'000",
        "1f",
        "1.0f", "1L", "0a", "-0a", "NaN", "-NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "+Infinity",
        "\u{FF11}", "\u{661}", "1\u{661}", "½", "−1", "1,000,", "1/2",
        // Objects.
        "{", "}", "{1}", "{1:1}", #"{"a"}"#, #"{"a":}"#, #"{"a":"#, #"{"a""#, #"{"a"#, #"{""#, #"{"a":1"#,
        #"{"a":1,"#, #"{"a":1,}"#, #"{"a":1,,}"#, #"{"a":1,,"b":2}"#, "{,}", #"{,"a":1}"#, #"{"a":1 "b":2}"#,
        #"{"a" 1}"#, #"{"a" "b"}"#, #"{"a","b"}"#, #"{"a"::1}"#, #"{"a":1:2}"#, "{:1}", "{a:1}", "{'a':1}",
        "{null:1}", "{true:1}", "{[]:1}", "{{}:1}", #"{{"a":1}}"#, #"{"a":1]"#, #"{"a":1}}"#,
        #"{"a":1;"b":2}"#,
        #"{"a"=1}"#, #"{"a"=>1}"#, #"{"a":a}"#, #"{"a":'b'}"#, #"{"a":1}#"#, #"{"a":"b}"#, #"{"a:1}"#, "{]",
        #"{"a":[}"#, #"{"a":{]}"#, #"{"a":+1}"#, #"{"a":01}"#, #"{"\x":1}"#, "{\"a\n\":1}", #"{"a":1,"b"}"#,
        #"{"a":1,b:2}"#, #"{"a":1,1}"#, #"{"é":"0",é:1}"#,
        // Strings.
        #"""#, #""a"#, #"a""#, "a", "'a'", "`a`", "“a”", #"""""#, #"""a"#, #""a"b"#, #""\"#, #""\""#,
        #""\\\""#,
        #""\a""#, #""\x41""#, #""\0""#, #""\'""#, #""\ ""#, #""\U0041""#, #""\u""#, #""\u0""#, #""\u00""#,
        #""\u004""#, #""\u004g""#, #""\ug041""#, #""\u 041""#, #""\u+041""#, #""\u-041""#, #""\u00 1""#,
        #""\u{41}""#, #""\u004"#, #""\uD83D\u""#, #""\uD83D\uDE0""#, #""\uD83D\uDE0g""#, #""\uD83D\"#,
        #""\é""#,
        "\"\u{0}\"", "\"\u{1}\"", "\"\u{1F}\"", "\"\t\"", "\"\n\"", "\"\r\"", "\"a\nb\"", "\"\\\n\"",
        "\"\\\u{0}\"",
        "\"\\u\u{0}041\"", "\"12345678\u{1F}\"", "\"1234567\u{0}\"", #""\uFF11""# + "\"", #""\u\uFF10041""#,
        // Words.
        "nul", "nulll", "NULL", "Null", "nil", "none", "tru", "truE", "TRUE", "True", "t", "fals", "falsE",
        "FALSE",
        "f", "n", "undefined", "yes", "true1", "null1", "nullnull", "true,", "[nul]", "{\"a\":tru}",
        "tr\u{0}e",
        "not", "truth", "falsetto",
    ]
}
