import CallCore

/// What a device tells about its media, for the call's timeline and diagnosis.
package struct MediaReport: Hashable, Sendable {
    /// Where the media stands.
    package enum Media: String, CaseIterable, Sendable {
        case connecting, connected, reconnecting
    }

    /// The type of a candidate (RFC 8445 section 5.1.1).
    package enum CandidateType: String, CaseIterable, Sendable {
        case host, srflx, prflx, relay
    }

    /// How the packets travel.
    package enum Transport: String, CaseIterable, Sendable {
        case udp, tcp, tls
    }

    /// What the sound that arrives is encoded with: the media subtype (RFC 6838) of those that browsers have for audio.
    package enum Codec: String, CaseIterable, Sendable {
        case opus, red, g722, pcmu, pcma, other
    }

    /// The call.
    package let call: CallID
    /// Where the media stands.
    package let media: Media
    /// The local end of the path; nil while there is none.
    package let path: CandidateType?
    /// How the packets travel; nil while they do not.
    package let transport: Transport?
    /// What the sound that arrives is encoded with; nil while none does.
    package let codec: Codec?
    /// Round trip to the other device in milliseconds.
    package let roundTrip: Double?
    /// How many of the packets that were to arrive did not, 0 to 1.
    package let loss: Double?
    /// Jitter of what arrives, in milliseconds (RFC 3550 section 6.4.1).
    package let jitter: Double?
    /// How much of what was heard the browser made up for want of packets, 0 to 1.
    package let concealed: Double?
    /// How loud it was what arrived, in dB of the loudest that there can be (dBov, RFC 6464 section 3): -127 is silence.
    package let level: Double?
    /// What the search for a path has found; nil where nothing was searched for.
    package let gathering: Gathering?

    /// What may be told as a time, in milliseconds.
    private static let times = 0.0...600_000
    /// What may be told as a part of a whole.
    private static let parts = 0.0...1
    /// What may be told as a level, in dBov.
    private static let levels = -127.0...0

    /// A report.
    /// - Returns: nil when a number lies where no measurement can.
    package init?(
        call: CallID, media: Media, path: CandidateType?, transport: Transport?, codec: Codec? = nil,
        roundTrip: Double?, loss: Double?, jitter: Double?, concealed: Double? = nil, level: Double? = nil,
        gathering: Gathering?
    ) {
        guard [roundTrip, jitter].allSatisfy({ $0.map(Self.times.contains) ?? true }),
            [loss, concealed].allSatisfy({ $0.map(Self.parts.contains) ?? true }),
            level.map(Self.levels.contains) ?? true
        else { return nil }
        self.call = call
        self.media = media
        self.path = path
        self.transport = transport
        self.codec = codec
        self.roundTrip = roundTrip
        self.loss = loss
        self.jitter = jitter
        self.concealed = concealed
        self.level = level
        self.gathering = gathering
    }
}

extension MediaReport {
    /// The report in one line for the call's timeline: `connecting gathered=host turn/udp=401`. Numbers are not in it: what is
    /// told of a path that is there is put together by the minute.
    package var summary: String {
        ([media.rawValue] + [way, gathering?.summary].compactMap(\.self)).joined(separator: " ")
    }

    /// How the packets travel: `relay/udp`; nil while they do not.
    package var way: String? {
        path.map { $0.rawValue + (transport.map { "/\($0.rawValue)" } ?? "") }
    }
}
