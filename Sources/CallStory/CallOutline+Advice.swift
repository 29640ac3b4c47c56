import CallCore
import Signaling

extension CallOutline {
    /// What to look at, where the call did not go as people wanted; nil where there is nothing to look at.
    package func advice(_ lines: [StoryLine]) -> String? {
        guard case .ended(let ended) = call.state else { return nil }
        // What is told after the end is told by devices that may not have been in the call any more.
        let lines = Array(lines.prefix { !$0.event.isEnding })
        return switch ended.reason {
        case .hungUp, .cancelled, .calledElsewhere, .answeredElsewhere, .declinedElsewhere: nil
        case .declined:
            ended.by == nil ? "Only \(callee) can unblock \(caller): with the \"…\" beside the name." : nil
        case .busy: "The other call is in `duet calls list --person \(callee)`."
        case .noAnswer: adviceAfterNoAnswer(lines)
        case .connectFailed: adviceAfterSearch(lines)
        case .connectionLost: adviceAfterLoss(lines)
        case .abandoned: adviceAfterAbsence(lines)
        case .signedOut:
            "Somebody who signs out, changes a password, is disabled or is removed ends their calls. If nobody meant to, \(name(of: ended.by) ?? "they") should look at where they are signed in (Account)."
        case .microphoneUnavailable:
            "\(name(of: ended.by) ?? "Somebody") must allow the microphone in the browser, or plug one in."
        }
    }

    private func adviceAfterNoAnswer(_ lines: [StoryLine]) -> String {
        var reach: CallSnapshot.Reach?
        for line in lines {
            if case .placed(let placed) = line.event { reach = placed }
            if case .notified(let isTaken) = line.event, reach != .ringing {
                reach = isTaken ? .notified : .offline
            }
            if case .connected = line.event, case .callee = line.side { reach = .ringing }
        }
        return switch reach {
        case .ringing:
            "A page of \(callee)'s was open and told of the call. If it was not heard: is its sound on, and is \"do not disturb\" off?"
        case .notifying:
            "The push services had not answered when the call was over. `duet doctor` tries whether they can be reached."
        case .notified:
            "A push service took the notice, and no page of \(callee)'s came. Does their system show the browser's notifications, and was the device on?"
        case .offline:
            "No page of \(callee)'s was open, and no browser could be notified: they must open Duet, or switch notifications on in it."
        case nil: "The timeline does not tell whether it rang anywhere."
        }
    }

    private func adviceAfterLoss(_ lines: [StoryLine]) -> String {
        let gone = signalingGone(lines)
        return switch (gone.caller, gone.callee) {
        case (true, true):
            "Both devices had lost the server as well: look at the server's own network, or the proxy in front of it."
        case (true, false):
            "\(caller)'s device had lost the server as well: its page was closed, or its network or machine was gone."
        case (false, true):
            "\(callee)'s device had lost the server as well: its page was closed, or its network or machine was gone."
        case (false, false):
            "Both devices still had the server, so only the way of the sound broke: look at firewalls, VPNs and, if it went over one, the relay."
        }
    }

    /// Which of the two devices in the call had no connection to the server when it ended.
    private func signalingGone(_ lines: [StoryLine]) -> (caller: Bool, callee: Bool) {
        var (gone, inCall): (Set<StorySide>, [String: StorySide]) = ([], [:])
        for line in lines {
            if line.event == .disconnected {
                gone.insert(line.side)
            } else if case .connected = line.event {
                gone.remove(line.side)
            } else {
                // Whoever does anything but come and go is the device in the call, as others may not.
                inCall[Self.role(line.side)] = line.side
            }
        }
        func isGone(_ role: String) -> Bool { inCall[role].map(gone.contains) ?? false }
        return (isGone("caller"), isGone("callee"))
    }

    private func adviceAfterAbsence(_ lines: [StoryLine]) -> String {
        lines.contains { $0.event == .serverRestarted }
            ? "The server was started again in this call, and neither device came back within a minute of others: look at whether their pages could reach it."
            : "Both pages were closed or had lost their networks. If it happens to several calls at once, look at the server's own network."
    }
}

extension StoryEvent {
    /// Is the call over with it?
    fileprivate var isEnding: Bool {
        switch self {
        case .ended, .deadlinePassed: true
        case .placed, .askedAgain, .accepted, .calledBack, .continued, .wantsOffer, .declined, .offered,
            .answered,
            .muted, .searched, .sounded, .toldMedia, .connected, .disconnected, .notified, .serverRestarted,
            .unknown:
            false
        }
    }
}
