import Explorer
import Foundation
import Testing

/// That the proof can fail: each of these faults is found.
@Suite(.serialized) struct MutationTests {
    @Test("every mutation is found")
    func mutationsAreFound() {
        let mutations = Mutation.table + Mutation.server + Mutation.service + Mutation.browser
        var found = 0
        var properties: Set<Property> = []
        let time = ContinuousClock().measure {
            for mutation in mutations {
                guard let finding = Self.finding(of: mutation) else {
                    Issue.record("Nobody noticed that \(mutation.name).")
                    continue
                }
                found += 1
                properties.insert(finding.violation.property)
                let broken = finding.violation.property.rawValue
                print("Mutation found: \(mutation.name). Not so: \(broken) (\(finding.story.count) steps).")
            }
        }
        print("Mutations: \(found) of \(mutations.count) found in \(time.formatted(.units(width: .narrow))).")
        #expect(properties == Set(Property.allCases), "a property that no mutation breaks shows nothing")
    }

    private static func finding(of mutation: Mutation) -> Exploration.Finding? {
        for named in mutation.plays {
            var explorer = Explorer(named.play, rules: mutation.rules)
            if let finding = explorer.explore().finding { return finding }
        }
        return nil
    }
}
