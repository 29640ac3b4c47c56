import CallCore

/// One line of a call's story: what happened, when, and whose doing it was.
package struct StoryLine: Hashable, Sendable {
    package let at: Timestamp
    package let side: StorySide
    package let event: StoryEvent

    package init(at: Timestamp, side: StorySide, event: StoryEvent) {
        self.at = at
        self.side = side
        self.event = event
    }
}
