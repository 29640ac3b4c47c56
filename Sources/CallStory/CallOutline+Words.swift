import CallCore

extension CallOutline {
    /// The call in one line: `alice called bo: rang 3 s, talked 1 min 12 s, bo hung up`.
    package var words: String { "\(caller) called \(callee): \(fate)" }

    /// How long it rang and how long they talked, and how it ended.
    private var fate: String {
        switch call.state {
        case .ringing: "rings"
        case .inCall(let inCall):
            "rang \(call.startedAt.duration(to: inCall.answeredAt).words), goes on"
        case .ended(let ended):
            if let answeredAt = ended.answeredAt {
                "rang \(call.startedAt.duration(to: answeredAt).words), talked "
                    + "\(answeredAt.duration(to: ended.at).words), \(because(ended))"
            } else {
                "rang \(call.startedAt.duration(to: ended.at).words), \(because(ended))"
            }
        }
    }

    /// Why the call is over, in one sentence; or that it is not.
    package var ending: String {
        switch call.state {
        case .ringing: "It rings."
        case .inCall: "It goes on."
        case .ended(let ended):
            "It ended after \(call.startedAt.duration(to: ended.at).words): \(because(ended))."
        }
    }

    /// The reason, as a part of a sentence.
    private func because(_ ended: Call.Ended) -> String {
        let who = name(of: ended.by)
        return switch ended.reason {
        case .hungUp: "\(who ?? "somebody") hung up"
        case .cancelled: "\(caller) gave up before an answer"
        // Nobody declines by hand what nobody has heard of.
        case .declined:
            who.map { "\($0) declined" } ?? "declined at once, because \(callee) has blocked \(caller)"
        case .busy: "\(callee) was in another call"
        case .noAnswer: "nobody answered"
        case .answeredElsewhere: "answered at another device"
        case .declinedElsewhere: "declined at another device"
        case .calledElsewhere: "\(who ?? "somebody") called from another device"
        case .connectFailed: "no way for the sound was found"
        case .connectionLost: "the way of the sound broke and did not come back"
        case .abandoned: "both devices were away for too long"
        case .signedOut: "\(who ?? "somebody") was signed out"
        case .microphoneUnavailable: "\(who ?? "somebody") had no microphone"
        }
    }
}

extension Duration {
    /// The time as somebody says it: `3 s`, `1 min 12 s`, `2 h 5 min`.
    package var words: String {
        let seconds = max(0, components.seconds)
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3_600 { return "\(seconds / 60) min \(seconds % 60) s" }
        return "\(seconds / 3_600) h \(seconds / 60 % 60) min"
    }
}
