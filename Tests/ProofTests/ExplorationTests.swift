import Explorer
import Foundation
import Testing

/// The proof: both machines together with a faulty network, in every world that can be reached.
struct ExplorationTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let isDeep = environment["DUET_PROOF"] == "deep"
    private static let plays = (isDeep ? NamedPlay.usual + NamedPlay.deep : NamedPlay.usual).filter { play in
        environment["DUET_PLAY"].map(play.name.contains) ?? true
    }

    @Test("in every reachable world the properties of the protocol hold", arguments: plays)
    func holds(named: NamedPlay) {
        explore(named, by: .real)
    }

    @Test(
        "they hold as well where no device negotiates twice for want of an answer", arguments: NamedPlay.small
    )
    func holdsWithoutRepeating(named: NamedPlay) {
        explore(named, by: .withoutRepeating)
    }

    private func explore(_ named: NamedPlay, by rules: Rules) {
        var exploration: Exploration?
        let time = ContinuousClock().measure {
            var explorer = Explorer(named.play, rules: rules)
            exploration = explorer.explore()
        }
        guard let exploration else { return }
        print(
            "Proof: \(named.name): \(exploration.worlds) worlds, \(exploration.steps) steps,",
            "up to \(exploration.depth) from the beginning, in \(time.formatted(.units(width: .narrow))).")
        #expect(exploration.cut == 0, "a queue was too short")
        if let finding = exploration.finding { Issue.record(Comment(rawValue: finding.text)) }
    }
}

extension Exploration.Finding {
    /// The story as a person reads it.
    var text: String {
        let steps = story.enumerated().map { "  \($0 + 1). \($1)" }
        return (["Not so: \(violation.property.rawValue).", "Seen: \(violation.seen)", "Story:"] + steps)
            .joined(separator: "\n")
    }
}
