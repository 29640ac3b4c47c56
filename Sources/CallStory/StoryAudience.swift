/// To whom a call's story is told, and what of it they may know (`docs/threat-model.md`).
///
/// Each of the two reads their own lines whole. Of the other one they learn what the call itself has told them, and how it sounded
/// to both; not what somebody has chosen for themselves, nor what servers have answered in their network or what it lets
/// through to a relay. The operator reads everything.
package enum StoryAudience: Hashable, Sendable {
    /// Who called.
    case caller
    /// Who was called.
    case callee
    /// Whoever runs the server.
    case `operator`

    /// A line as they may know it.
    /// - Parameter words: The same in plain words, for those who want it.
    package func told(_ line: StoryLine, words: String? = nil) -> ToldLine {
        ToldLine(isTheOthers(line.side) ? line.forTheOther : line, who: who(line.side), words: words)
    }

    /// Whose doing it is, in their words.
    private func who(_ side: StorySide) -> String {
        switch (self, side) {
        case (_, .server): "server"
        case (.caller, .caller), (.callee, .callee): "me"
        case (.caller, .callee), (.callee, .caller): "peer"
        case (.operator, .caller), (.operator, .callee): CallOutline.role(side)
        }
    }

    private func isTheOthers(_ side: StorySide) -> Bool {
        switch (self, side) {
        case (.caller, .callee), (.callee, .caller): true
        case (.caller, .caller), (.callee, .callee), (.operator, _), (_, .server): false
        }
    }
}

extension StoryLine {
    var forTheOther: StoryLine { StoryLine(at: at, side: side, event: event.forTheOther) }
}

extension StoryEvent {
    fileprivate var forTheOther: StoryEvent {
        switch self {
        case .searched(let search): .searched(search.withoutOwn)
        case .sounded(let sound): .sounded(sound.withoutOwn)
        case .placed, .askedAgain, .accepted, .calledBack, .continued, .wantsOffer, .declined, .offered,
            .answered, .muted, .ended, .toldMedia, .connected, .disconnected, .notified, .deadlinePassed,
            .serverRestarted, .unknown:
            self
        }
    }
}
