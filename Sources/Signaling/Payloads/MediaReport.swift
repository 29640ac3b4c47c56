import CallCore

/// What a device tells about its media, for the call's timeline and diagnosis.
package struct MediaReport: Hashable, Sendable {
    /// Where the media stands.
    package enum Media: String, CaseIterable, Codable, Sendable {
        case connecting, connected, reconnecting
    }

    /// The type of a candidate (RFC 8445 section 5.1.1).
    package enum CandidateType: String, CaseIterable, Codable, Sendable {
        case host, srflx, prflx, relay
    }

    /// How the packets travel.
    package enum Transport: String, CaseIterable, Codable, Sendable {
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
}

extension MediaReport: WireShape {
    package static let shapeName = "MediaReport"
    package static let fields = [
        WireField("call_id", "string"),
        WireField("media", "\"connecting\" | \"connected\" | \"reconnecting\""),
        WireField("path", "\"host\" | \"srflx\" | \"prflx\" | \"relay\" | null"),
        WireField("transport", "\"udp\" | \"tcp\" | \"tls\" | null"),
        WireField("round_trip_ms", "number | null"),
        WireField("loss", "number | null"), WireField("jitter_ms", "number | null"),
    ]

    enum CodingKeys: String, CodingKey, CaseIterable {
        case call = "call_id"
        case media, path, transport
        case roundTrip = "round_trip_ms"
        case loss
        case jitter = "jitter_ms"
    }
}

extension MediaReport {
    /// The report in one line for the call's timeline: `connected host/udp rtt=12ms loss=0% jitter=1ms`.
    package var summary: String {
        var parts = [media.rawValue]
        if let path { parts.append(path.rawValue + (transport.map { "/\($0.rawValue)" } ?? "")) }
        if let roundTrip { parts.append("rtt=\(Int(clamping: roundTrip))ms") }
        if let loss { parts.append("loss=\(Int(clamping: loss * 100))%") }
        if let jitter { parts.append("jitter=\(Int(clamping: jitter))ms") }
        return parts.joined(separator: " ")
    }
}

extension Int {
    /// A device may send any finite number; converting must never trap.
    fileprivate init(clamping value: Double) {
        self = Int(exactly: value.rounded()) ?? (value < 0 ? .min : .max)
    }
}
