/// What a device asks of a call, without what is passed on unread.
package struct CallRequest: Hashable, Sendable {
    /// What it asks for.
    package enum Action: Hashable, Sendable {
        /// `call:initiate`
        case initiate
        /// `call:accept`
        case accept
        /// `call:accept` with `take_over`: go on at this device
        case takeOver
        /// `call:reject`
        case reject(EndReason)
        /// `call:offer`
        case offer
        /// `call:answer`
        case answer
        /// `call:ice-candidate`
        case candidate
        /// `call:mute`
        case mute(Bool)
        /// `call:end`
        case end(EndReason)
        /// `session:report`, with its line for the timeline.
        case report(String)
    }

    /// The call, by its id or its alias: by the name that the sender knows.
    package let call: CallID
    /// Whom the sender takes for the other person of the call; nil when what they wrote is nobody's id.
    package let peer: UserID?
    /// What is asked.
    package let action: Action
    /// Has the other person blocked the sender? Matters to a new call only.
    package let isFromBlocked: Bool
    /// Can the other person be notified at devices whose page is closed? Matters to a new call only.
    package let isPeerNotified: Bool

    /// What a device asks of a call.
    package init(
        _ action: Action, call: CallID, peer: UserID?, isFromBlocked: Bool = false,
        isPeerNotified: Bool = false
    ) {
        self.call = call
        self.peer = peer
        self.action = action
        self.isFromBlocked = isFromBlocked
        self.isPeerNotified = isPeerNotified
    }
}

extension CallRequest {
    /// The fact that it is to the call's machine.
    func event(from sender: Endpoint) -> CallEvent {
        switch action {
        case .initiate: .initiateReceived(from: sender)
        case .accept: .acceptReceived(from: sender)
        case .takeOver: .takeOverReceived(from: sender)
        case .reject(let reason): .rejectReceived(from: sender, reason: reason)
        case .offer: .offerReceived(from: sender)
        case .answer: .answerReceived(from: sender)
        case .candidate: .candidateReceived(from: sender)
        case .mute: .muteReceived(from: sender)
        case .end(let reason): .endReceived(from: sender, reason: reason)
        case .report: .reportReceived(from: sender)
        }
    }

    /// Must it name the other person? A report is for the server.
    var isForPeer: Bool {
        switch action {
        case .initiate, .accept, .takeOver, .reject, .offer, .answer, .candidate, .mute, .end: true
        case .report: false
        }
    }

    /// Its line in the timeline; nil for candidates, which are many and change nothing, and for what asks for a call, whose line
    /// tells what has come of it.
    func entry(from sender: Endpoint, at now: Timestamp) -> TimelineEntry? {
        func entry(_ kind: TimelineEntry.Kind, _ detail: String? = nil) -> TimelineEntry {
            TimelineEntry(at: now, kind: kind, endpoint: sender, detail: detail)
        }
        return switch action {
        case .initiate, .candidate: nil
        case .accept: entry(.accept)
        case .takeOver: entry(.accept, "take_over")
        case .reject(let reason): entry(.reject, reason.rawValue)
        case .offer: entry(.offer)
        case .answer: entry(.answer)
        case .mute(let isMuted): entry(.mute, isMuted ? "muted" : "unmuted")
        case .end(let reason): entry(.end, reason.rawValue)
        case .report(let summary): entry(.report, summary)
        }
    }
}
