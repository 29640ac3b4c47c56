import CallCore
import Signaling

/// A line of a call's story as JSON (`docs/protocol.md`, "A call's timeline").
package struct ToldLine: Encodable {
    private let line: StoryLine
    private let who: String
    private let words: String?

    /// - Parameters:
    ///   - who: Whose doing it is, in the words of whoever reads it.
    ///   - words: The line in plain words, for those who want it.
    package init(_ line: StoryLine, who: String, words: String? = nil) {
        self.line = line
        self.who = who
        self.words = words
    }

    private enum Keys: String, CodingKey {
        case at, who, device, kind, words
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(line.at.wireText, forKey: .at)
        try container.encode(who, forKey: .who)
        try container.encode(line.side.device, forKey: .device)
        try container.encode(line.event.kind, forKey: .kind)
        try container.encodeIfPresent(words, forKey: .words)
        try line.event.encodeDetail(to: encoder)
    }
}

extension StoryEvent {
    /// Its word in JSON.
    package var kind: String {
        switch self {
        case .placed: "placed"
        case .askedAgain: "asked_again"
        case .accepted: "accepted"
        case .calledBack: "called_back"
        case .continued: "continued"
        case .wantsOffer: "wants_offer"
        case .declined: "declined"
        case .offered: "offered"
        case .answered: "answered"
        case .muted(let isMuted): isMuted ? "muted" : "unmuted"
        case .ended: "ended"
        case .searched: "searched"
        case .sounded: "sounded"
        case .toldMedia: "media"
        case .connected: "connected"
        case .disconnected: "disconnected"
        case .notified: "notified"
        case .deadlinePassed: "deadline_passed"
        case .serverRestarted: "server_restarted"
        case .unknown: "unknown"
        }
    }

    private enum Keys: String, CodingKey {
        case reach, reason, media, complete, found, faults, span, path, transport, codec, loss, jitter,
            concealed,
            level, reports
        case replaced, taken, deadline
        case relayOnly = "relay_only"
        case roundTrip = "round_trip"
    }

    fileprivate func encodeDetail(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        switch self {
        case .placed(let reach): try container.encode(reach?.rawValue, forKey: .reach)
        case .declined(let reason), .ended(let reason):
            try container.encode(reason?.rawValue, forKey: .reason)
        case .searched(let search):
            try container.encode(search.media.rawValue, forKey: .media)
            try container.encode(search.isComplete, forKey: .complete)
            try container.encode(search.found.kinds, forKey: .found)
            try container.encodeIfPresent(search.own?.isRelayOnly, forKey: .relayOnly)
            try container.encodeIfPresent(search.own?.faults.codes, forKey: .faults)
        case .sounded(let sound):
            try container.encode(sound.span.rawValue, forKey: .span)
            try container.encode(sound.path?.rawValue, forKey: .path)
            try container.encode(sound.transport?.rawValue, forKey: .transport)
            try container.encode(sound.codec?.rawValue, forKey: .codec)
            try container.encode(sound.roundTrip, forKey: .roundTrip)
            try container.encode(sound.loss, forKey: .loss)
            try container.encode(sound.jitter, forKey: .jitter)
            try container.encode(sound.concealed, forKey: .concealed)
            try container.encode(sound.level, forKey: .level)
            try container.encode(sound.reports, forKey: .reports)
        case .toldMedia(let media): try container.encode(media.rawValue, forKey: .media)
        case .connected(let isReplacement): try container.encode(isReplacement, forKey: .replaced)
        case .notified(let isTaken): try container.encode(isTaken, forKey: .taken)
        case .deadlinePassed(let kind): try container.encode(kind?.rawValue, forKey: .deadline)
        case .askedAgain, .accepted, .calledBack, .continued, .wantsOffer, .offered, .answered, .muted,
            .disconnected,
            .serverRestarted, .unknown:
            break
        }
    }
}

extension Gathering.Found {
    /// The kinds of addresses, as RFC 8445 calls them.
    package var kinds: [String] {
        [("host", host), ("srflx", srflx), ("relay", relay)].filter(\.1).map(\.0)
    }
}

extension Gathering.Faults {
    /// The code of each kind of server that had a fault.
    fileprivate var codes: [String: Int] {
        ["stun": stun, "turn_udp": turnUDP, "turn_tcp": turnTCP, "turn_tls": turnTLS].compactMapValues(\.self)
    }
}
