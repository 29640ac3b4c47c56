extension StoryLine {
    /// The line as the other person of the call may know it. They learn what the call itself has told them, and how it
    /// sounded to both; not what somebody has chosen for themselves, or what servers have answered in their network
    /// (`docs/threat-model.md`).
    package var forTheOther: StoryLine { StoryLine(at: at, side: side, event: event.forTheOther) }
}

extension StoryEvent {
    fileprivate var forTheOther: StoryEvent {
        switch self {
        case .searched(let search): .searched(search.withoutOwn)
        case .placed, .askedAgain, .accepted, .calledBack, .continued, .wantsOffer, .declined, .offered,
            .answered, .muted, .ended, .sounded, .toldMedia, .connected, .disconnected, .notified,
            .deadlinePassed,
            .serverRestarted, .unknown:
            self
        }
    }
}
