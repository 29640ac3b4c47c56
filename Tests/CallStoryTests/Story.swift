import CallCore
import Signaling

@testable import CallStory

/// Lines of a call of Alice's to Bo, and what is read in them.
enum Story {
    struct Unexpected: Error {}

    static let began = Timestamp(milliseconds: 1_764_320_400_000)
    static let alice = UserID("alice")!
    static let bo = UserID("bo")!

    static var reader: StoryReader { StoryReader(caller: alice, callee: bo) }

    static func endpoint(_ user: String, _ number: Int = 1) -> Endpoint {
        Endpoint(user: UserID(user)!, device: DeviceID("00000000-0000-4000-8000-00000000000\(number)")!)
    }

    static func entry(_ kind: TimelineEntry.Kind, _ user: String?, detail: String? = nil) -> TimelineEntry {
        TimelineEntry(at: began, kind: kind, endpoint: user.map { endpoint($0) }, detail: detail)
    }

    /// A line that is the first one, but for a microphone that is switched on again: it was muted before.
    static func read(_ kind: TimelineEntry.Kind, _ user: String?, detail: String? = nil) -> StoryLine {
        var reader = reader
        if kind == .mute, detail != "muted" { _ = reader.read(entry(kind, user, detail: "muted")) }
        return reader.read(entry(kind, user, detail: detail))!
    }

    static func report(_ detail: String) -> StoryEvent { read(.report, "alice", detail: detail).event }

    static func lines(_ entries: [(TimelineEntry.Kind, String?, String?)]) -> [StoryLine] {
        StoryReader.read(entries.map { entry($0.0, $0.1, detail: $0.2) }, caller: alice, callee: bo)
    }

    static func events(_ entries: [(TimelineEntry.Kind, String?, String?)]) -> [StoryEvent] {
        lines(entries).map(\.event)
    }

    static func call(_ state: Call.State) -> CallOutline {
        CallOutline(
            call: Call(
                id: CallID("7c9e6679-7425-40de-944b-e07fc1f90ae7")!, caller: endpoint("alice"), callee: bo,
                startedAt: began, state: state),
            caller: "alice", callee: "bo")
    }

    /// A call that was answered after 3 s, unless it is told otherwise, and ended after 75 s.
    static func ended(_ reason: EndReason, by user: String? = nil, isAnswered: Bool = true) -> CallOutline {
        call(
            .ended(
                Call.Ended(
                    reason: reason, by: user.map { UserID($0)! }, at: began.advanced(by: .seconds(75)),
                    answeredAt: isAnswered ? began.advanced(by: .seconds(3)) : nil)))
    }
}
