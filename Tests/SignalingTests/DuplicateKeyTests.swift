import Signaling
import Testing

struct DuplicateKeyTests {
    @Test(
        "a key that stands twice is refused, in any spelling and anywhere",
        arguments: [
            #"{"type":"a","type":"b"}"#, #"{"type":"a","\u0074ype":"b"}"#, #"{"\u0074ype":1,"type":2}"#,
            #"{"\u0061":1,"\u0061":2}"#, #"{"":1,"":2}"#, #"{"a":1,"b":2,"c":3,"a":4}"#,
            #"{"long key number one":1,"long key number one":2}"#,
            #"{"long key number one":1,"long\u0020key number one":2}"#,
            #"{"é":1,"\u00e9":2}"#, #"{"😀":1,"\ud83d\ude00":2}"#, #"{"/":1,"\/":2}"#, #"{"\n":1,"\u000A":2}"#,
            #"[{"a":{"x":1,"x":2}}]"#, #"{"a":{"b":1},"a":2}"#, #"{"a":[{"a":1}],"a":[]}"#,
        ])
    func refused(text: String) {
        #expect(Texts.code(text) == .duplicateKey)
        #expect(Texts.code(Texts.message(holding: text)) == .duplicateKey)
    }

    @Test(
        "different keys, and the same key in different objects, are not",
        arguments: [
            #"{"a":{"x":1},"b":{"x":2},"x":3}"#, #"[{"a":1},{"a":1},{"a":{"a":{"a":1}}}]"#,
            #"{"a":1,"A":2,"":3," ":4,"aa":5,"a\u0000":6}"#,
            #"{"long key number one":1,"long key number two":2,"long key number on":3}"#,
            // Composed and decomposed: characters that look the same are compared by their code points.
            #"{"é":1,"e\u0301":2}"#, #"{"\\u0061":1,"a":2}"#, #"{"a":"a","b":"a"}"#,
        ])
    func accepted(text: String) {
        #expect(Texts.code(text) == .invalidEnvelope)
        #expect(Texts.code(Texts.message(holding: text)) == nil)
    }

    @Test(
        "a key that stands twice among thousands is found, wherever it stands", arguments: [17, 200, 5_000])
    func many(count: Int) {
        let keys = (0..<count).map { "\"\(String($0, radix: 36))\":0" }
        #expect(Texts.code("{" + keys.joined(separator: ",") + "}") == .invalidEnvelope)
        for twice in [0, 1, 15, 16, count / 2, count - 1] {
            let key = String(twice, radix: 36)
            for spelling in ["\"\(key)\"", Texts.jsonEscaped(key)] {
                let text = "{" + (keys + ["\(spelling):0"]).joined(separator: ",") + "}"
                #expect(Texts.code(text) == .duplicateKey, "\(twice) of \(count)")
            }
        }
    }

    @Test("a message is understood among thousands of keys, and so are equal keys of thousands of objects")
    func manyObjects() {
        let keys = (0..<3_000).map { "\"\(String($0, radix: 36))\":0" }.joined(separator: ",")
        #expect(Texts.code(Texts.message(holding: "{\(keys)}")) == nil)
        let objects = Array(repeating: #"{"a":0,"long key":1}"#, count: 2_000).joined(separator: ",")
        #expect(Texts.code(Texts.message(holding: "[\(objects)]")) == nil)
        let full = String(Texts.message(holding: "0").dropLast()) + ",\(keys)}"
        #expect(Texts.code(full) == nil)
        #expect(Texts.code("{\(keys)," + Texts.message(holding: "0").dropFirst()) == nil)
    }
}
