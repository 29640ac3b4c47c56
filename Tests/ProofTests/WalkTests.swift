import Explorer
import Foundation
import Testing

/// The browser's runner is led along walks of the model (`web/tests/walks.test.ts`). They must be those that
/// the model takes today.
struct WalkTests {
    private static let file = URL(fileURLWithPath: #filePath)
        .appendingPathComponent("../../../web/tests/walks.json").standardizedFileURL

    @Test("web/tests/walks.json holds the walks of the model as it is")
    func walksAreFresh() throws {
        let plays = [
            Play(seats: [.alice, .bo], wishesOfAlice: 2, wishesOfBo: 0, wishesOfBoToo: 0, faults: 8, lag: 4),
            Play(seats: [.alice, .bo], wishesOfAlice: 1, wishesOfBo: 1, wishesOfBoToo: 0, faults: 8, lag: 4),
            Play(
                seats: [.alice, .bo, .boToo], wishesOfAlice: 1, wishesOfBo: 1, wishesOfBoToo: 1, faults: 8,
                lag: 4),
            Play(
                seats: [.alice, .aliceToo, .bo, .boToo], wishesOfAlice: 1, wishesOfBo: 0, wishesOfBoToo: 0,
                moves: [.alice, .aliceToo, .bo, .boToo], faults: 8, lag: 4),
        ]
        let walks = plays.enumerated().flatMap { number, play in
            var walker = Walker(play, seed: UInt64(number + 1))
            return walker.walks(tries: 40_000, length: 90)
        }
        print("Walks: \(walks.count), with \(walks.map(\.entries.count).reduce(0, +)) facts.")
        let text = Self.json(walks)
        if ProcessInfo.processInfo.environment["DUET_PRINT_WALKS"] != nil {
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        let printed = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(printed == text, "Stale. Run: make contract")
    }

    /// One line a fact, so that a change can be read.
    private static func json(_ walks: [Walk]) -> String {
        let lines = walks.map { walk in
            "[\n" + walk.entries.map { "  " + line($0) }.joined(separator: ",\n") + "\n]"
        }
        return "[" + lines.joined(separator: ", ") + "]\n"
    }

    private static func line(_ entry: Walk.Entry) -> String {
        let said = entry.said.map { "\"\($0)\"" }.joined(separator: ", ")
        return "[\"\(entry.fact)\", \"\(entry.state)\", [\(said)]]"
    }
}
