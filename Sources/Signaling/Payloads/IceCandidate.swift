/// An ICE candidate as the browsers write it (W3C WebRTC, `RTCIceCandidateInit`). It is passed on as it came, so
/// only its shape is known here.
package enum IceCandidate: WireShape {
    package static let shapeName = "IceCandidate"
    package static let fields = [
        WireField("candidate", "string"), WireField("sdpMid", "string | null"),
        WireField("sdpMLineIndex", "number | null"), WireField("usernameFragment", "string | null"),
    ]
}
