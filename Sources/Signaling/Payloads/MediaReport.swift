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

    /// The call.
    package let call: CallID
    /// Where the media stands.
    package let media: Media
    /// The local end of the path; nil while there is none.
    package let path: CandidateType?
    /// How the packets travel; nil while they do not.
    package let transport: Transport?
    /// Round trip in milliseconds.
    package let roundTrip: Double?
    /// Lost packets, 0 to 1.
    package let loss: Double?
    /// Jitter in milliseconds.
    package let jitter: Double?
    /// What the search for a path has found; nil where nothing was searched for.
    package let gathering: Gathering?

    /// What may be told as a time, in milliseconds.
    private static let times = 0.0...600_000
    /// What may be told as a loss.
    private static let losses = 0.0...1

    /// A report.
    /// - Returns: nil when a number lies where no measurement can.
    package init?(
        call: CallID, media: Media, path: CandidateType?, transport: Transport?, roundTrip: Double?,
        loss: Double?, jitter: Double?, gathering: Gathering?
    ) {
        guard roundTrip.map(Self.times.contains) ?? true, loss.map(Self.losses.contains) ?? true,
            jitter.map(Self.times.contains) ?? true
        else { return nil }
        self.call = call
        self.media = media
        self.path = path
        self.transport = transport
        self.roundTrip = roundTrip
        self.loss = loss
        self.jitter = jitter
        self.gathering = gathering
    }
}

extension MediaReport {
    /// The report in one line for the call's timeline: `connected host/udp rtt=12ms loss=0% jitter=1ms`, or where there is no
    /// path `connecting gathered=host turn/udp=401`.
    package var summary: String {
        var parts = [media.rawValue]
        if let path { parts.append(path.rawValue + (transport.map { "/\($0.rawValue)" } ?? "")) }
        if let roundTrip { parts.append("rtt=\(Int(roundTrip.rounded()))ms") }
        if let loss { parts.append("loss=\(Int((loss * 100).rounded()))%") }
        if let jitter { parts.append("jitter=\(Int(jitter.rounded()))ms") }
        if let gathering { parts.append(gathering.summary) }
        return parts.joined(separator: " ")
    }
}
