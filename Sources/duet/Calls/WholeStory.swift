import CallCore
import CallStory
import Signaling

/// A call, everything that was noted of it, and why it ended.
struct WholeStory {
    let call: CallOutline
    let lines: [StoryLine]

    var text: String {
        let names = lines.map { call.who($0.side) }
        let column = names.map(\.count).max() ?? 0
        let told = zip(lines, names).map { line, name in
            let time = Self.seconds(call.call.startedAt.duration(to: line.at))
            return
                "\(time)  \(name)\(String(repeating: " ", count: column - name.count))  \(call.words(line))"
        }
        let head = [
            "Call \(call.call.id), \(call.call.startedAt.second): \(call.caller) called \(call.callee)", "",
        ]
        let nothing = lines.isEmpty ? ["Nothing was noted of it."] : []
        let end = [call.ending, call.advice(lines)].compactMap(\.self)
        return (head + nothing + told + [""] + end).joined(separator: "\n")
    }

    /// `   12.345 s`, and what is longer than a day is wider.
    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = duration.milliseconds
        let (whole, part) = (abs(milliseconds) / 1_000, abs(milliseconds) % 1_000)
        let digits = String(part)
        let text =
            "\(milliseconds < 0 ? "-" : "")\(whole).\(String(repeating: "0", count: 3 - digits.count))\(digits) s"
        return String(repeating: " ", count: max(0, 11 - text.count)) + text
    }
}

extension WholeStory: Encodable {
    private enum Keys: String, CodingKey {
        case call, timeline, ending, advice
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(ToldCall(call), forKey: .call)
        try container.encode(
            lines.map { StoryAudience.operator.told($0, words: call.words($0)) },
            forKey: .timeline)
        try container.encode(call.ending, forKey: .ending)
        try container.encode(call.advice(lines), forKey: .advice)
    }
}

extension Timestamp {
    /// `2026-11-28 09:12:03 UTC`
    var second: String { "\(wireText.prefix(10)) \(wireText.dropFirst(11).prefix(8)) UTC" }
}
