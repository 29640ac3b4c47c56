import CallCore
import Foundation
import Testing

@testable import CallStory

/// Who is told what.
struct StoryAudienceTests {
    private func told(_ audience: StoryAudience) throws -> [[String: Any]] {
        let lines = Story.lines([
            (.report, "alice", "connecting gathered=relay relay-only"),
            (.report, "bo", "connecting gathered=relay relay-only"), (.restarted, nil, nil),
        ])
        let json = try JSONEncoder().encode(lines.map { audience.told($0) })
        return try #require(try JSONSerialization.jsonObject(with: json) as? [[String: Any]])
    }

    @Test(
        "each of the two is told their own lines whole and the other's without what is theirs, the operator everything",
        arguments: [
            (StoryAudience.caller, ["me", "peer", "server"], [true, false, false]),
            (.callee, ["peer", "me", "server"], [false, true, false]),
            (.operator, ["caller", "callee", "server"], [true, true, false]),
        ])
    func told(audience: StoryAudience, who: [String], whole: [Bool]) throws {
        let lines = try told(audience)
        #expect(lines.map { $0["who"] as? String } == who)
        #expect(lines.map { $0["relay_only"] != nil } == whole)
    }
}
