/// An ICE candidate as the browsers write it (W3C WebRTC, `RTCIceCandidateInit`). Passed on as it is.
package struct IceCandidate: Hashable, Codable, Sendable {
    let candidate: String
    let sdpMid: String?
    let sdpMLineIndex: Int?
    let usernameFragment: String?

    var byteCount: Int {
        candidate.utf8.count + (sdpMid?.utf8.count ?? 0) + (usernameFragment?.utf8.count ?? 0)
    }
}

extension IceCandidate: WireShape {
    package static let shapeName = "IceCandidate"
    package static let fields = [
        WireField("candidate", "string"), WireField("sdpMid", "string | null"),
        WireField("sdpMLineIndex", "number | null"), WireField("usernameFragment", "string | null"),
    ]

    private enum CodingKeys: String, CodingKey {
        case candidate, sdpMid, sdpMLineIndex, usernameFragment
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(candidate, forKey: .candidate)
        try container.encode(sdpMid, forKey: .sdpMid)
        try container.encode(sdpMLineIndex, forKey: .sdpMLineIndex)
        try container.encode(usernameFragment, forKey: .usernameFragment)
    }
}
