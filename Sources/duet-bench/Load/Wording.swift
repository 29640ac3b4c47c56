/// The messages that the load is made of, as a browser writes them.
enum Wording {
    /// Stands for a call's id until a frame is sent.
    static let callID = "00000000-0000-4000-8000-000000000000"
    /// How long a candidate's message is, all in all, in bytes.
    static let candidateBytes = 400

    static func message(_ type: String, from: Person, to: Person, payload: String) -> String {
        #"{"type":"\#(type)","from_user_id":"\#(from.id)","to_user_id":"\#(to.id)","payload":\#(payload)}"#
    }

    /// A message that says nothing but which call it is about.
    static func reference(_ type: String, from: Person, to: Person) -> String {
        message(type, from: from, to: to, payload: #"{"call_id":"\#(callID)"}"#)
    }

    static func end(from: Person, to: Person) -> String {
        message("call:end", from: from, to: to, payload: #"{"call_id":"\#(callID)","reason":"hung_up"}"#)
    }

    /// `call:offer` or `call:answer`.
    static func description(_ type: String, from: Person, to: Person) -> String {
        message(type, from: from, to: to, payload: #"{"call_id":"\#(callID)","sdp":"\#(sdp)"}"#)
    }

    /// A candidate whose message is ``candidateBytes`` long.
    static func candidate(from: Person, to: Person) -> String {
        func text(padding: Int) -> String {
            // An ICE extension attribute (RFC 8839 section 5.1) brings it to the length that is wanted.
            let extra = padding > 0 ? " x-pad " + String(repeating: "0", count: padding) : ""
            let candidate =
                "candidate:842163049 1 udp 1677729535 203.0.113.77 46154 typ srflx raddr 192.0.2.12 rport 46154 generation 0 ufrag EsAw network-id 1"
            return message(
                "call:ice-candidate", from: from, to: to,
                payload:
                    #"{"call_id":"\#(callID)","candidate":{"candidate":"\#(candidate)\#(extra)","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"EsAw"}}"#
            )
        }
        let shortest = text(padding: 1).utf8.count
        return text(padding: 1 + max(0, candidateBytes - shortest))
    }

    /// An SDP of the size and shape that a browser writes for one audio section, as it stands in JSON.
    private static let sdp: String = {
        var lines = [
            "v=0", "o=- 4611731400430051336 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0",
            "a=extmap-allow-mixed", "a=msid-semantic: WMS 7f3d2c1b-0a9e-4d8c-b7f6-e5d4c3b2a190",
            "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126", "c=IN IP4 0.0.0.0",
            "a=rtcp:9 IN IP4 0.0.0.0", "a=ice-ufrag:EsAw", "a=ice-pwd:bP+XJMM09aR8AiX1jdukzR6Y",
            "a=ice-options:trickle",
            "a=fingerprint:sha-256 49:66:12:17:0D:1C:91:AE:57:4C:C6:36:DD:D5:97:D2:7D:62:C9:9A:7F:B9:A3:F4:70:03:E7:43:91:73:23:5E",
            "a=setup:actpass", "a=mid:0",
        ]
        let extensions = [
            "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
            "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
            "urn:ietf:params:rtp-hdrext:sdes:mid",
        ]
        lines += extensions.enumerated().map { "a=extmap:\($0 + 1) \($1)" }
        lines += [
            "a=sendrecv", "a=msid:7f3d2c1b-0a9e-4d8c-b7f6-e5d4c3b2a190 2b6c8d1e-3f4a-4b5c-9d6e-7f8091a2b3c4",
            "a=rtcp-mux", "a=rtcp-rsize",
        ]
        for (type, name) in [
            (111, "opus/48000/2"), (63, "red/48000/2"), (9, "G722/8000"), (0, "PCMU/8000"), (8, "PCMA/8000"),
            (13, "CN/8000"), (110, "telephone-event/48000"), (126, "telephone-event/8000"),
        ] {
            lines += ["a=rtpmap:\(type) \(name)", "a=rtcp-fb:\(type) transport-cc"]
        }
        lines += ["a=fmtp:111 minptime=10;useinbandfec=1", "a=fmtp:63 111/111"]
        for ssrc in [1_893_027_645, 2_741_988_310] {
            lines += [
                "a=ssrc:\(ssrc) cname:Zr5xJm1kQ0uV9wTb",
                "a=ssrc:\(ssrc) msid:7f3d2c1b-0a9e-4d8c-b7f6-e5d4c3b2a190 2b6c8d1e-3f4a-4b5c-9d6e-7f8091a2b3c4",
            ]
        }
        // Candidates that were known when the description was written.
        lines += (0..<12).map { number in
            "a=candidate:\(3_052_211_400 + number) 1 udp 2122260223 192.0.2.\(10 + number) \(50_000 + number) typ host generation 0 network-id \(1 + number % 3)"
        }
        return lines.map { $0 + #"\r\n"# }.joined()
    }()
}
