import Foundation
import RateLimits
import Signaling
import Testing

/// The scanner against Foundation's, and against a generator that knows what it made.
struct JSONDifferentialTests {
    /// Foundation's reader and ours must take and refuse the same texts. Where they may not:
    ///
    /// - Ours is stricter on purpose: a key twice, too deep. What follows such a place is not looked at.
    /// - Foundation takes a comma before a closing bracket, a byte order mark, and, where a NUL byte stands, another
    ///   encoding than UTF-8. RFC 8259 has none of these.
    /// - Foundation refuses a number that no double holds; to us it is a number.
    @Test("accepts and refuses what Foundation does, but for what is known")
    func foundation() {
        var generator = SeededGenerator(state: Effort.seed)
        var random = RandomJSON(SeededGenerator(state: Effort.seed &+ 1))
        let messages = Texts.messages.map { Array($0.utf8) }
        let rounds = Effort.rounds(50_000, deep: 1_000_000)
        var tally = Tally()
        var surprises: [String] = []
        for _ in 0..<rounds {
            var text = generator.chance(40) ? generator.pick(messages) : random.text()
            if generator.chance(70) { text = Mutation.mutate(text, using: &generator) }
            guard let string = String(validating: text, as: UTF8.self) else { continue }
            let difference = Self.compare(text, string)
            tally.count(difference)
            if difference == .unexplained, surprises.count < 10 { surprises.append(string.debugDescription) }
        }
        print("JSON against Foundation, seed \(Effort.seed), \(rounds) texts: \(tally)")
        #expect(surprises.isEmpty, "seed \(Effort.seed)")
        // Neither side of the comparison may have fallen asleep.
        #expect(tally.bothAccept > rounds / 10 && tally.bothRefuse > rounds / 10)
    }

    @Test("says of every text what its maker knows of it")
    func construction() {
        var random = RandomJSON(SeededGenerator(state: Effort.seed))
        for _ in 0..<Effort.rounds(5_000, deep: 200_000) {
            let text = random.text()
            var expected: Set<SignalErrorCode> = []
            if random.hasDuplicate { expected.insert(.duplicateKey) }
            if random.depth > Limits.jsonDepth { expected.insert(.tooDeep) }
            if expected.isEmpty { expected.insert(.invalidEnvelope) }
            let code = Texts.fault(text)?.code
            guard let code, expected.contains(code) else {
                Issue.record(
                    "\(String(describing: code)) for \(String(decoding: text, as: UTF8.self)), seed \(Effort.seed)"
                )
                return
            }
        }
    }

    // MARK: Comparing

    private enum Difference {
        case bothAccept, bothRefuse, stricter, trailingComma, mark, encoding, hugeNumber, unexplained
    }

    private struct Tally: CustomStringConvertible {
        private(set) var counts: [Difference: Int] = [:]
        var bothAccept: Int { counts[.bothAccept, default: 0] }
        var bothRefuse: Int { counts[.bothRefuse, default: 0] }

        mutating func count(_ difference: Difference) {
            counts[difference, default: 0] += 1
        }

        var description: String {
            counts.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        }
    }

    private static func compare(_ text: [UInt8], _ string: String) -> Difference {
        let code = Texts.fault(text)?.code
        if code == .tooDeep || code == .duplicateKey { return .stricter }
        let (ours, theirs) = (code != .notJSON, foundationAccepts(text))
        switch (ours, theirs) {
        case (true, true): return .bothAccept
        case (false, false): return .bothRefuse
        case (true, false): return foundationAccepts(withoutNumbers(text)) ? .hugeNumber : .unexplained
        case (false, true):
            if string.unicodeScalars.first == "\u{FEFF}" { return .mark }
            if text.contains(0) { return .encoding }
            let repaired = Texts.fault(withoutTrailingCommas(text))?.code
            return repaired == .notJSON ? .unexplained : .trailingComma
        }
    }

    private static func foundationAccepts(_ text: [UInt8]) -> Bool {
        (try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)) != nil
    }

    /// Every number of a well-formed text made zero.
    private static func withoutNumbers(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        outsideStrings(text) { byte, isOutside in
            guard isOutside, "0123456789+-.eE".utf8.contains(byte) else { return result.append(byte) }
            // The e of true and false is none of a number.
            if byte == UInt8(ascii: "e"), result.last.map("us".utf8.contains) ?? false {
                result.append(byte)
            } else if result.last != UInt8(ascii: "0") {
                result.append(UInt8(ascii: "0"))
            }
        }
        return result
    }

    /// Without those commas that stand before a closing bracket.
    private static func withoutTrailingCommas(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        outsideStrings(text) { byte, isOutside in
            if isOutside, byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                let last = result.lastIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
                if let last, result[last] == UInt8(ascii: ",") { result.remove(at: last) }
            }
            result.append(byte)
        }
        return result
    }

    private static func outsideStrings(_ text: [UInt8], _ body: (UInt8, Bool) -> Void) {
        var isInside = false
        var isEscaped = false
        for byte in text {
            let isQuote = byte == UInt8(ascii: "\"") && !isEscaped
            body(byte, !isInside && !isQuote)
            isEscaped = isInside && byte == UInt8(ascii: "\\") && !isEscaped
            if isQuote { isInside.toggle() }
        }
    }
}
