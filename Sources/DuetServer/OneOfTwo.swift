import CallCore
import CallStory
import Signaling
import Storage

/// One of the two people of a call, to whom its story is told.
struct OneOfTwo {
    private let me: UserID
    private let peer: UserID
    private let direction: HistoryEntry.Direction

    init(_ entry: HistoryEntry, _ me: UserID) {
        self.me = me
        peer = entry.peer.id
        direction = entry.direction
    }

    var caller: UserID {
        switch direction {
        case .outgoing: me
        case .incoming: peer
        }
    }

    var callee: UserID {
        switch direction {
        case .outgoing: peer
        case .incoming: me
        }
    }

    /// A line as this person may know it.
    func told(_ line: StoryLine) -> ToldLine {
        switch (line.side, direction) {
        case (.server, _): ToldLine(line, who: "server")
        case (.caller, .outgoing), (.callee, .incoming): ToldLine(line, who: "me")
        case (.caller, .incoming), (.callee, .outgoing): ToldLine(line.forTheOther, who: "peer")
        }
    }
}
