import RateLimits
import Signaling
import Testing

/// Whatever comes, it is answered and never traps.
struct RobustnessTests {
    @Test("a message that is cut off anywhere is no JSON")
    func truncation() {
        for text in Texts.messages + [Texts.message("call:end", Texts.jsonEscaped("😀\u{0}a"))] {
            let bytes = Array(text.utf8)
            for end in 0..<bytes.count { #expect(Texts.fault(Array(bytes[..<end]))?.code == .notJSON) }
        }
    }

    @Test("bytes of any kind are answered, also those that are not UTF-8")
    func randomBytes() {
        var generator = SeededGenerator(state: Effort.seed)
        let signs = Array(#"{}[]":,\u0eE+-. tfn"#.utf8)
        for _ in 0..<Effort.rounds(5_000, deep: 500_000) {
            let share = generator.pick([0, 50, 90, 100])
            let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                generator.chance(share) ? generator.pick(signs) : UInt8.random(in: 0...255, using: &generator)
            }
            #expect(Texts.fault(bytes) != nil)
        }
    }

    @Test("messages with spoiled bytes are answered")
    func spoiledBytes() {
        var generator = SeededGenerator(state: Effort.seed)
        let messages = Texts.messages.map { Array($0.utf8) }
        for _ in 0..<Effort.rounds(5_000, deep: 500_000) {
            var bytes = Mutation.mutate(generator.pick(messages), using: &generator)
            if !bytes.isEmpty, generator.chance(50) {
                let position = Int.random(in: bytes.indices, using: &generator)
                bytes[position] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let signal = try? Texts.scan(bytes) else { continue }
            #expect(signal.callIDRange.isEmpty || bytes.indices.contains(signal.callIDRange.upperBound))
        }
    }

    @Test("messages as large as they may be are answered, whatever they are full of")
    func fullOfOneThing() {
        for piece in [
            "[", "{", "\"", "\\", "\\u", "\"\\ud800", "0", "-", "1e", "{\"", "{\"\":", "[[],", " ", "\u{0}",
            "é",
        ] {
            let whole = String(repeating: piece, count: Limits.frameBytes / piece.utf8.count)
            #expect(Texts.fault(whole) != nil)
            #expect(Texts.fault("[" + whole.dropLast()) != nil)
            #expect(Texts.fault("\"" + whole.dropLast()) != nil)
        }
        let digits = String(repeating: "9", count: 65_000)
        #expect(Texts.code(Texts.message("session:ping", #"{"sent_at":\#(digits)}"#)) == .invalidPayload)
        let fraction = "0." + String(repeating: "3", count: 65_000)
        #expect(Texts.code(Texts.message("session:ping", #"{"sent_at":\#(fraction)}"#)) == nil)
    }
}
