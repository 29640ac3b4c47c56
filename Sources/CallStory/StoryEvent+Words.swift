import CallCore
import Signaling

extension CallOutline {
    /// A line in plain words, to be read behind the name of whose doing it is.
    package func words(_ line: StoryLine) -> String {
        switch line.event {
        case .placed(let reach): placing(reach)
        case .askedAgain: "asks for the call once more"
        case .accepted: "answers"
        case .calledBack: "answers by calling as well"
        case .continued: "goes on with the call at this device"
        case .wantsOffer: "asks for a new way for the sound"
        case .declined(let reason): declining(reason)
        case .offered: "offers a way for the sound"
        case .answered: "agrees to the offer"
        case .muted(let isMuted): isMuted ? "mutes the microphone" : "switches the microphone on again"
        case .ended(let reason): ending(reason)
        case .searched(let search): search.words
        case .sounded(let sound): sound.words
        case .toldMedia(let media): Self.standing(media)
        case .connected(let isReplacement):
            isReplacement
                ? "connects to the server anew: its former connection was dead" : "connects to the server"
        case .disconnected: "loses its connection to the server"
        case .notified(let isTaken):
            isTaken
                ? "a push service has taken the notice for \(callee)'s closed browsers"
                : "no push service has taken the notice for \(callee)'s closed browsers"
        case .deadlinePassed(let kind): Self.passing(kind)
        case .serverRestarted: "was started and found the call"
        case .unknown: "something that another version of Duet has noted"
        }
    }

    private func placing(_ reach: CallSnapshot.Reach?) -> String {
        switch reach {
        case .ringing: "calls \(callee), and it rings there"
        case .notifying: "calls \(callee), who has no page open: their closed browsers are notified"
        case .notified: "calls \(callee), who has no page open: their closed browsers were notified"
        case .offline: "calls \(callee), who has no page open and no browser that can be notified"
        case nil: "calls \(callee)"
        }
    }

    private func declining(_ reason: EndReason?) -> String {
        switch reason {
        case .declined: "declines"
        case .microphoneUnavailable: "declines, for there is no microphone"
        case .hungUp, .cancelled, .busy, .noAnswer, .answeredElsewhere, .declinedElsewhere, .calledElsewhere,
            .connectFailed, .connectionLost, .abandoned, .signedOut:
            "declines (\(reason?.rawValue ?? ""))"
        case nil: "declines, for a reason that this version does not know"
        }
    }

    private func ending(_ reason: EndReason?) -> String {
        switch reason {
        case .hungUp: "hangs up"
        case .cancelled: "gives up"
        case .calledElsewhere: "calls from another device, which ends this call"
        case .connectFailed: "ends the call: no way for the sound was found"
        case .connectionLost: "ends the call: the way of the sound did not come back"
        case .signedOut: "ends the call: signed out"
        case .microphoneUnavailable: "ends the call: there is no microphone"
        case .declined, .busy, .noAnswer, .answeredElsewhere, .declinedElsewhere, .abandoned:
            "ends the call (\(reason?.rawValue ?? ""))"
        case nil: "ends the call, for a reason that this version does not know"
        }
    }

    private static func standing(_ media: MediaReport.Media) -> String {
        switch media {
        case .connecting: "looks for a way for the sound"
        case .connected: "has a way for the sound"
        case .reconnecting: "looks for a new way for the sound"
        }
    }

    private static func passing(_ kind: Deadline.Kind?) -> String {
        switch kind {
        case .ring: "it has rung for long enough"
        case .abandonment: "both devices have been away for too long"
        case nil: "a time is over that this version does not know"
        }
    }
}

extension PathSearch {
    /// `found no way yet; own addresses: host, srflx; relay by UDP: no answer (701)`
    fileprivate var words: String {
        let addresses = found.kinds.isEmpty ? "none" : found.kinds.joined(separator: ", ")
        let parts = [
            isComplete ? "has found no way" : "has found no way yet, and still asks servers",
            "addresses of its own: \(addresses)",
        ]
        return
            (parts + (own?.faults.words ?? []) + (own?.isRelayOnly == true ? ["may use a relay only"] : []))
            .joined(separator: "; ")
    }
}

extension Gathering.Faults {
    fileprivate var words: [String] {
        let named: [(String, Int?)] = [
            ("STUN", stun), ("relay by UDP", turnUDP), ("relay by TCP", turnTCP), ("relay by TLS", turnTLS),
        ]
        return named.compactMap { name, code in code.map { "\(name): \(Self.meaning(of: $0)) (\($0))" } }
    }

    /// Of the codes of RFC 8489, RFC 8656 and W3C WebRTC those that are met.
    private static func meaning(of code: Int) -> String {
        switch code {
        case 401, 441: "refused the credentials"
        case 403: "forbade it"
        case 438: "wanted newer credentials"
        case 486: "has no room for this person"
        case 508: "has no room"
        case 701: "gave no answer"
        default: "refused"
        }
    }
}

extension Sound {
    /// `heard by relay/udp in opus: round trip 41 ms (worst 80), lost 1 % (worst 12), level -31 dB (loudest -18)`
    fileprivate var words: String {
        let way = path.map {
            " by " + ([$0.rawValue] + [transport?.rawValue].compactMap(\.self)).joined(separator: "/")
        }
        let measures = [
            ("round trip", roundTrip, "ms"), ("lost", loss, "%"), ("jitter", jitter, "ms"),
            ("made up", concealed, "%"),
        ]
        .compactMap { name, measure, unit in
            measure.map { "\(name) \($0.mean) \(unit) (worst \($0.highest))" }
        }
        let loudness = level.map { "level \($0.mean) dB (loudest \($0.highest))" }
        let parts = measures + [loudness].compactMap(\.self)
        return (span == .call ? "heard in all" : "heard") + (way ?? "")
            + (codec.map { " in \($0.rawValue)" } ?? "")
            + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
    }
}
