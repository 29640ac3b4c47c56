import Signaling
import Testing

/// What an SDP and a candidate must be to be passed on.
struct SessionDescriptionTests {
    private static let sdp = Texts.sdp

    private func code(sdp spelling: String) -> SignalErrorCode? {
        Texts.code(Texts.message("call:offer", #"{"call_id":"\#(Texts.call)","sdp":\#(spelling)}"#))
    }

    private func code(candidate: String) -> SignalErrorCode? {
        let payload = #"{"call_id":"\#(Texts.call)","candidate":\#(candidate)}"#
        return Texts.code(Texts.message("call:ice-candidate", payload))
    }

    @Test(
        "an SDP that is not exactly one audio section with a fingerprint is refused",
        arguments: [
            "", "v=0\r\n", sdp + "m=video 9 x\r\n", sdp + "m=audio 9 x\r\n", sdp + "m=application 9 x\r\n",
            "m=video 9 x\n" + sdp, sdp + "m=", sdp + "m=audio", sdp + "\r\r\nm=audio 9 x",
            sdp.replacing("sha-256", with: "sha-1"), sdp.replacing("m=audio", with: "m=text"),
            sdp.replacing("m=audio", with: "M=audio"), sdp.replacing("a=fingerprint", with: " a=fingerprint"),
            sdp.replacing("sha-256 ", with: "sha-256"),
            sdp.replacing("\r\n", with: "\n") + "m=video 1 y", sdp.replacing("\r\n", with: " "),
        ])
    func invalid(sdp: String) {
        #expect(code(sdp: Texts.json(sdp)) == .invalidSDP)
        #expect(code(sdp: Texts.jsonEscaped(sdp)) == .invalidSDP)
    }

    @Test(
        "an SDP with one audio section and a fingerprint is passed on, however its lines end",
        arguments: [
            sdp, sdp.replacing("\r\n", with: "\n"), sdp.replacing("\r\n", with: "\r"), "\n\n" + sdp,
            sdp + "a=x \"quoted\\text\" m=video 1 y\r\n", sdp + "a=m=video 1 y", sdp + "s=\u{0} é 😀\r\n",
        ])
    func valid(sdp: String) {
        #expect(code(sdp: Texts.json(sdp)) == nil)
        #expect(code(sdp: Texts.jsonEscaped(sdp)) == nil)
    }

    @Test("the size of an SDP is that of what it means, not of its spelling")
    func size() {
        func padded(_ size: Int) -> String {
            Self.sdp + "a=" + String(repeating: "x", count: size - Self.sdp.utf8.count - 2)
        }
        #expect(code(sdp: Texts.json(padded(16_384))) == nil)
        #expect(code(sdp: Texts.json(padded(16_385))) == .invalidSDP)
        // An é has two bytes and is spelled with six: 50 kB of spelling, 16 KiB of text.
        let count = (16_384 - Self.sdp.utf8.count) / 2
        let accents = String(Texts.jsonEscaped(String(repeating: "é", count: count)).dropFirst().dropLast())
        let spelled = Texts.json(Self.sdp).dropLast() + accents
        #expect(code(sdp: spelled + "\"") == nil)
        #expect(code(sdp: spelled + "é\"") == .invalidSDP)
    }

    // MARK: Candidates

    @Test(
        "candidates as browsers write them, with what may be missing or null",
        arguments: [
            "null", Texts.candidate, #"{"candidate":""}"#,
            #"{"candidate":"c","sdpMid":null,"sdpMLineIndex":null,"usernameFragment":null}"#,
            #"{"candidate":"c","sdpMLineIndex":1.0}"#,
            #"{"candidate":"c","sdpMLineIndex":12345678901234567}"#,
            #"{"candidate":"c","relayProtocol":"udp","more":{"candidate":1}}"#,
        ])
    func candidates(candidate: String) {
        #expect(code(candidate: candidate) == nil)
    }

    @Test(
        "candidates of the wrong shape",
        arguments: [
            "{}", "[]", "1", "\"c\"", #"{"candidate":null}"#, #"{"candidate":1}"#,
            #"{"candidate":"c","sdpMid":0}"#, #"{"candidate":"c","usernameFragment":{}}"#,
            #"{"candidate":"c","sdpMLineIndex":"0"}"#, #"{"candidate":"c","sdpMLineIndex":0.5}"#,
            #"{"candidate":"c","sdpMLineIndex":1e19}"#, #"{"candidate":"c","sdpMLineIndex":1e400}"#,
        ])
    func wrongCandidates(candidate: String) {
        #expect(code(candidate: candidate) == .invalidPayload)
    }

    @Test("a candidate over the limit is refused, counted over its three strings")
    func largeCandidates() {
        func candidate(_ size: Int, mid: String, fragment: String) -> String {
            let line = String(repeating: "c", count: size)
            return #"{"candidate":"\#(line)","sdpMid":"\#(mid)","usernameFragment":"\#(fragment)"}"#
        }
        #expect(code(candidate: candidate(1_024, mid: "", fragment: "")) == nil)
        #expect(code(candidate: candidate(1_025, mid: "", fragment: "")) == .invalidCandidate)
        #expect(code(candidate: candidate(1_021, mid: "0", fragment: "\\u00e9")) == nil)
        #expect(code(candidate: candidate(1_021, mid: "00", fragment: "é")) == .invalidCandidate)
        #expect(code(candidate: candidate(1_021, mid: "0", fragment: "éa")) == .invalidCandidate)
    }
}
