import CallCore
import Foundation
import Signaling
import Testing

struct IncomingSignalTests {
    static let call = "11111111-0000-4000-8000-000000000001"
    static let sdp = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=fingerprint:sha-256 AA:BB\r\n"

    private func text(_ type: String, _ payload: String) -> String {
        #"{"type":"\#(type)","from_user_id":"alice","to_user_id":"bo","payload":\#(payload)}"#
    }

    private func fault(_ text: String) -> SignalFault? {
        do {
            _ = try IncomingSignal.decode(text)
            return nil
        } catch {
            return error
        }
    }

    /// The text as a JSON string.
    private func json(_ text: String) throws -> String {
        String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    }

    @Test("every message of a device is understood")
    func understood() throws {
        let call = try #require(CallID(Self.call))
        let id = #""call_id":"\#(Self.call)""#
        let cases: [(String, String, ClientMessage)] = [
            ("call:initiate", "{\(id)}", .initiate(call)),
            ("call:accept", "{\(id)}", .accept(call)),
            ("call:reject", #"{\#(id),"reason":"declined"}"#, .reject(call, .declined)),
            ("call:end", #"{\#(id),"reason":"hung_up"}"#, .end(call, .hungUp)),
            ("call:offer", "{\(id),\"sdp\":\(try json(Self.sdp))}", .offer(call, sdp: Self.sdp)),
            ("call:answer", "{\(id),\"sdp\":\(try json(Self.sdp))}", .answer(call, sdp: Self.sdp)),
            ("call:ice-candidate", #"{\#(id),"candidate":null}"#, .candidate(call, nil)),
            ("session:ping", #"{"sent_at":17.5}"#, .ping(sentAt: 17.5)),
        ]
        for (type, payload, message) in cases {
            let signal = try IncomingSignal.decode(text(type, payload))
            #expect(signal.message == message)
            #expect(signal.from == "alice" && signal.to == "bo")
            #expect(signal.message.type.rawValue == type)
        }
    }

    @Test(
        "text that is no JSON",
        arguments: ["", "hello", "{", "[}", "\"", "{\"a\":}", "{]", "nul", "{\"a\" 1}"])
    func notJSON(text: String) {
        #expect(fault(text)?.code == .notJSON)
    }

    @Test(
        "JSON that is no envelope",
        arguments: [
            "1", "null", "[]", "{}", #"{"type":"call:end"}"#,
            #"{"type":1,"from_user_id":"a","to_user_id":"b","payload":{}}"#,
            #"{"type":"call:accept","from_user_id":"a","to_user_id":"b"}"#,
        ])
    func notEnvelope(text: String) {
        #expect(fault(text)?.code == .invalidEnvelope)
    }

    @Test("types that do not exist, or that only the server sends")
    func types() {
        #expect(fault(text("call:transfer", "{}"))?.code == .unknownType)
        #expect(fault(text("call:transfer", "{}"))?.type == "call:transfer")
        for type in SignalType.allCases where !type.isFromDevice {
            #expect(fault(text(type.rawValue, "{}"))?.code == .wrongDirection)
        }
    }

    @Test(
        "payloads that lack something",
        arguments: [
            ("call:initiate", "{}"), ("call:initiate", #"{"call_id":7}"#), ("call:initiate", "null"),
            ("call:initiate", #"{"call_id":"no uuid"}"#), ("call:initiate", "[]"),
            ("call:reject", #"{"call_id":"\#(call)"}"#),
            ("call:reject", #"{"call_id":"\#(call)","reason":"because"}"#),
            ("call:offer", #"{"call_id":"\#(call)"}"#), ("call:ice-candidate", #"{"call_id":"\#(call)"}"#),
            ("session:ping", "{}"), ("session:ping", #"{"sent_at":1e999}"#),
            ("session:report", #"{"call_id":"\#(call)","media":"loud"}"#),
        ])
    func invalidPayload(type: String, payload: String) {
        let code = fault(text(type, payload))?.code
        // A number that no double holds is already no JSON to the decoder.
        #expect(code == .invalidPayload || (payload.contains("1e999") && code == .notJSON))
    }

    @Test("a fault names the type and the call it is about")
    func faultNamesCall() {
        let fault = fault(text("call:offer", #"{"call_id":"\#(Self.call)","sdp":"m=video 9"}"#))
        #expect(fault == SignalFault(.invalidSDP, type: "call:offer", call: CallID(Self.call)))
    }

    @Test("deep nesting is refused before it is decoded")
    func tooDeep() {
        let deep = String(repeating: "[", count: 17) + String(repeating: "]", count: 17)
        #expect(fault(deep)?.code == .tooDeep)
        #expect(fault(String(repeating: "[", count: 60_000))?.code == .tooDeep)
        let fits = String(repeating: "[", count: 16) + String(repeating: "]", count: 16)
        #expect(fault(fits)?.code == .invalidEnvelope)
    }

    @Test("a key that stands twice is refused, also in another spelling and deep inside")
    func duplicateKeys() {
        #expect(fault(#"{"type":"a","type":"b"}"#)?.code == .duplicateKey)
        #expect(fault(#"{"type":"a","\u0074ype":"b"}"#)?.code == .duplicateKey)
        #expect(fault(text("call:accept", #"{"a":{"x":1,"x":2}}"#))?.code == .duplicateKey)
        #expect(fault(text("call:accept", #"{"a":{"x":1},"b":{"x":2}}"#))?.code == .invalidPayload)
    }

    @Test("a message over the limit is refused")
    func tooLarge() {
        let large = text("session:ping", #"{"sent_at":1,"x":"\#(String(repeating: "a", count: 65_536))"}"#)
        #expect(fault(large)?.code == .frameTooLarge)
    }

    @Test(
        "an SDP that is not exactly one audio section with a fingerprint is refused",
        arguments: [
            "", "v=0\r\n", sdp + "m=video 9 x\r\n", sdp + "m=audio 9 x\r\n", sdp + "m=application 9 x\r\n",
            sdp.replacing("sha-256", with: "sha-1"), sdp.replacing("m=audio", with: "m=text"),
            sdp + String(repeating: "a=x\r\n", count: 4000),
            sdp.replacing("\r\n", with: "\n") + "m=video 1 y",
        ])
    func invalidSDP(sdp: String) throws {
        let payload = "{\"call_id\":\"\(Self.call)\",\"sdp\":\(try json(sdp))}"
        #expect(fault(text("call:offer", payload))?.code == .invalidSDP)
    }

    @Test("a candidate over the limit is refused")
    func largeCandidate() {
        let candidate = #"{"candidate":"\#(String(repeating: "c", count: 1025))","sdpMid":"0"}"#
        let payload = #"{"call_id":"\#(Self.call)","candidate":\#(candidate)}"#
        #expect(fault(text("call:ice-candidate", payload))?.code == .invalidCandidate)
    }

    @Test("random mutations of a message never trap")
    func mutations() throws {
        let original = Array(
            text("call:offer", "{\"call_id\":\"\(Self.call)\",\"sdp\":\(try json(Self.sdp))}").utf8)
        var generator = SeededGenerator(state: 42)
        for _ in 0..<3_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let position = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: position)
                default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
                }
            }
            _ = fault(String(decoding: bytes, as: UTF8.self))
        }
    }
}

/// The same sequence in every run (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
