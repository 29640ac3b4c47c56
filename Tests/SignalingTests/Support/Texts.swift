import CallCore
import Signaling

/// Messages as texts, and what the scanner says about them.
enum Texts {
    static let call = "11111111-0000-4000-8000-00000000000a"
    static let sdp = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=fingerprint:sha-256 AA:BB\r\n"
    static let candidate =
        #"{"candidate":"candidate:1 1 udp 2 192.0.2.1 9 typ host","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":"abcd"}"#

    static let gathering =
        #"{"complete":true,"relay_only":false,"host":true,"srflx":true,"relay":false,"stun":null,"turn_udp":701,"turn_tcp":401,"turn_tls":null}"#

    /// A payload of each type that a device sends.
    static let payloads: [(type: SignalType, payload: String)] = [
        (.callInitiate, #"{"call_id":"\#(call)"}"#),
        (.callAccept, #"{"call_id":"\#(call)","take_over":false}"#),
        (.callReject, #"{"call_id":"\#(call)","reason":"declined"}"#),
        (.callOffer, #"{"call_id":"\#(call)","sdp":\#(json(sdp))}"#),
        (.callAnswer, #"{"call_id":"\#(call)","sdp":\#(json(sdp))}"#),
        (.callIceCandidate, #"{"call_id":"\#(call)","candidate":\#(candidate)}"#),
        (.callMute, #"{"call_id":"\#(call)","muted":true}"#),
        (.callEnd, #"{"call_id":"\#(call)","reason":"hung_up"}"#),
        (.sessionPing, #"{"sent_at":1700000000123}"#),
        (
            .sessionReport,
            #"{"call_id":"\#(call)","media":"connected","path":"host","transport":"udp","codec":"opus","round_trip_ms":12.4,"loss":0.02,"jitter_ms":1,"concealed":0.25,"level_db":-31.5,"gathering":\#(gathering)}"#
        ),
    ]

    static var messages: [String] {
        payloads.map { message($0.type.rawValue, $0.payload) }
    }

    static func message(_ type: String, _ payload: String) -> String {
        #"{"type":"\#(type)","from_user_id":"alice","to_user_id":"bo","payload":\#(payload)}"#
    }

    static func ping(sentAt number: String) -> String {
        message("session:ping", #"{"sent_at":\#(number)}"#)
    }

    /// A number as a ping brings it.
    static func number(_ spelling: String) throws -> JSONNumber {
        guard case .ping(let number) = try scan(ping(sentAt: spelling)).message else {
            throw SignalFault(.invalidPayload)
        }
        return number
    }

    /// A JSON value under a key that nobody asks for.
    static func message(holding value: String) -> String {
        message("session:ping", #"{"sent_at":1,"x":\#(value)}"#)
    }

    /// The text as a JSON string, the way a browser spells it.
    static func json(_ text: String) -> String {
        var spelling = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": spelling += #"\""#
            case "\\": spelling += #"\\"#
            case "\r": spelling += #"\r"#
            case "\n": spelling += #"\n"#
            case ..<" ": spelling += escape(UInt16(scalar.value))
            default: spelling.unicodeScalars.append(scalar)
            }
        }
        return spelling + "\""
    }

    /// The text as a JSON string in which everything is escaped.
    static func jsonEscaped(_ text: String) -> String {
        "\"" + text.utf16.map(escape).joined() + "\""
    }

    static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return #"\u"# + String(repeating: "0", count: 4 - digits.count) + digits
    }

    static func scan(_ bytes: [UInt8]) throws(SignalFault) -> IncomingSignal {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(SignalFault) in try IncomingSignal.scan(bytes) }
        }
        return try result.get()
    }

    static func scan(_ text: String) throws(SignalFault) -> IncomingSignal {
        try scan(Array(text.utf8))
    }

    /// What is wrong with a message; nil when it is understood.
    static func fault(_ bytes: [UInt8]) -> SignalFault? {
        do {
            _ = try scan(bytes)
            return nil
        } catch {
            return error
        }
    }

    static func fault(_ text: String) -> SignalFault? {
        fault(Array(text.utf8))
    }

    static func code(_ text: String) -> SignalErrorCode? {
        fault(text)?.code
    }
}
