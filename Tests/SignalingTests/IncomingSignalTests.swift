import CallCore
import Foundation
import Signaling
import Testing

struct IncomingSignalTests {
    private static let id = CallID(Texts.call)!
    private static let gathering = Gathering(
        isComplete: true, isRelayOnly: false,
        found: Gathering.Found(host: true, srflx: true, relay: false),
        faults: Gathering.Faults(stun: nil, turnUDP: 701, turnTCP: 401, turnTLS: nil))
    private static let named = #""call_id":"\#(Texts.call)""#

    @Test("every message of a device is understood")
    func understood() throws {
        let id = Self.id
        let report = try #require(
            MediaReport(
                call: id, media: .connected, path: .host, transport: .udp, codec: .opus, roundTrip: 12.4,
                loss: 0.02, jitter: 1, concealed: 0.25, level: -31.5, gathering: Self.gathering))
        let messages: [ClientMessage] = [
            .initiate(id), .accept(id), .reject(id, .declined), .offer(id), .answer(id), .candidate(id),
            .mute(id, true), .end(id, .hungUp), .ping(sentAt: try Texts.number("1700000000123")),
            .report(report),
        ]
        #expect(messages.map(\.type) == Texts.payloads.map(\.type))
        for (text, message) in zip(Texts.messages, messages) {
            let signal = try Texts.scan(text)
            #expect(signal.message == message)
            #expect(signal.from == UserID("alice"))
            #expect(signal.to == .person(UserID("bo")!))
        }
    }

    @Test("keys may come in any order, with white space and keys that nobody knows between them")
    func order() throws {
        let text = """
            { "new": [1, {"call_id": 7}], "payload": {"sdp": \(Texts.json(Texts.sdp)), "v": null,
              "call_id" : "\(Texts.call)"}, "to_user_id": "bo",
            \t"from_user_id": "alice" , "type":"call:offer" }
            """
        #expect(try Texts.scan(text).message == .offer(Self.id))
    }

    @Test("keys and values may be spelled with escapes")
    func escapes() throws {
        var text = "{"
        text += Texts.jsonEscaped("type") + ":" + Texts.jsonEscaped("call:end") + ","
        text += Texts.jsonEscaped("from_user_id") + ":" + Texts.jsonEscaped("alice") + ","
        text += Texts.jsonEscaped("to_user_id") + ":" + Texts.jsonEscaped("server") + ","
        text += Texts.jsonEscaped("payload") + ":{"
        text += Texts.jsonEscaped("call_id") + ":" + Texts.jsonEscaped(Texts.call) + ","
        text += Texts.jsonEscaped("reason") + ":" + Texts.jsonEscaped("hung_up") + "}}"
        let signal = try Texts.scan(text)
        #expect(signal.from == UserID("alice"))
        #expect(signal.to == .server)
        #expect(signal.message == .end(Self.id, .hungUp))
    }

    @Test("an escape means what RFC 8259 says")
    func meaning() {
        let spelling = #"\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\uD83D\uDE00\u0000\uffff"#
        let type = Texts.fault(Texts.message(spelling, "{}"))?.type
        #expect(type == "\"\\/\u{8}\u{C}\n\r\tAé€😀\u{0}\u{FFFF}")
    }

    @Test("who cannot be anybody is nobody")
    func nobody() throws {
        let text =
            #"{"type":"call:accept","from_user_id":"server","to_user_id":"b o","payload":{\#(Self.named)}}"#
        let signal = try Texts.scan(text)
        #expect(signal.from == nil)
        #expect(signal.to == .nobody)
    }

    @Test(
        "JSON that is no envelope",
        arguments: [
            "1", "null", "[]", "{}", #"{"type":"call:end"}"#,
            #"{"type":1,"from_user_id":"a","to_user_id":"b","payload":{}}"#,
            #"{"type":"call:end","from_user_id":null,"to_user_id":"b","payload":{}}"#,
            #"{"type":"call:end","from_user_id":"a","to_user_id":["b"],"payload":{}}"#,
            #"[{"type":"call:end","from_user_id":"a","to_user_id":"b","payload":{}}]"#,
        ])
    func notEnvelope(text: String) {
        #expect(Texts.fault(text) == SignalFault(.invalidEnvelope))
    }

    @Test("an envelope without a payload")
    func noPayload() {
        let text = #"{"type":"call:accept","from_user_id":"a","to_user_id":"b"}"#
        #expect(Texts.fault(text) == SignalFault(.invalidEnvelope, type: "call:accept"))
    }

    @Test("types that do not exist, or that only the server sends")
    func types() {
        #expect(
            Texts.fault(Texts.message("call:transfer", "{}"))
                == SignalFault(.unknownType, type: "call:transfer"))
        let long = String(repeating: "é", count: 1_000)
        #expect(Texts.fault(Texts.message(long, "{}"))?.type == String(repeating: "é", count: 64))
        for type in SignalType.allCases where !type.isFromDevice {
            #expect(
                Texts.fault(Texts.message(type.rawValue, "{}"))
                    == SignalFault(.wrongDirection, type: type.rawValue))
        }
    }

    @Test(
        "payloads that lack something",
        arguments: [
            ("call:initiate", "{}"), ("call:initiate", #"{"call_id":7}"#), ("call:initiate", "null"),
            ("call:initiate", #"{"call_id":"no uuid"}"#), ("call:initiate", "[]"),
            ("call:initiate", #""call_id""#), ("call:initiate", #"{"call_id":null}"#),
            ("call:reject", "{\(named)}"), ("call:reject", #"{\#(named),"reason":null}"#),
            ("call:reject", #"{\#(named),"reason":"because"}"#), ("call:end", #"{\#(named),"reason":1}"#),
            ("call:offer", "{\(named)}"), ("call:offer", #"{\#(named),"sdp":null}"#),
            ("call:answer", #"{\#(named),"sdp":["v=0"]}"#),
            ("session:ping", "{}"), ("session:ping", #"{"sent_at":1e999}"#),
            ("session:ping", #"{"sent_at":"1"}"#), ("session:ping", #"{"sent_at":null}"#),
            ("session:ping", "null"), ("session:ping", #"{"sent_at":1,"call_id":7}"#),
            ("session:report", "{\(named)}"), ("session:report", #"{\#(named),"media":"loud"}"#),
            ("session:report", #"{\#(named),"media":"connected","path":"road"}"#),
            ("session:report", #"{\#(named),"media":"connected","transport":7}"#),
            ("session:report", #"{\#(named),"media":"connected","loss":"0"}"#),
            ("session:report", #"{\#(named),"media":"connected","gathering":"host"}"#),
            ("session:report", #"{\#(named),"media":"connected","gathering":{}}"#),
        ])
    func invalidPayload(type: String, payload: String) {
        let fault = Texts.fault(Texts.message(type, payload))
        #expect(fault?.code == .invalidPayload)
        #expect(fault?.type == type)
        #expect(fault?.call == (payload.contains(Self.named) ? Self.id : nil))
    }

    @Test("a fault names the type and the call it is about")
    func faultNamesCall() {
        let text = Texts.message("call:offer", #"{\#(Self.named),"sdp":"m=video 9"}"#)
        #expect(Texts.fault(text) == SignalFault(.invalidSDP, type: "call:offer", call: Self.id))
    }

    @Test("deep nesting is refused, however deep")
    func tooDeep() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(Texts.code(nested(16)) == .invalidEnvelope)
        #expect(Texts.code(nested(17)) == .tooDeep)
        #expect(Texts.code(String(repeating: "[", count: 65_536)) == .tooDeep)
        #expect(Texts.code(Texts.message(holding: nested(14))) == nil)
        #expect(Texts.code(Texts.message(holding: nested(15))) == .tooDeep)
        let objects = String(repeating: #"{"":"#, count: 16)
        #expect(Texts.code(objects + "1" + String(repeating: "}", count: 16)) == .invalidEnvelope)
        #expect(Texts.code(objects + "{}" + String(repeating: "}", count: 16)) == .tooDeep)
    }

    @Test("a message over the limit is refused, and one at the limit is not")
    func tooLarge() {
        let rest = Texts.message(holding: "\"\"").utf8.count
        func message(_ size: Int) -> String {
            Texts.message(holding: "\"" + String(repeating: "a", count: size - rest) + "\"")
        }
        #expect(Texts.code(message(65_536)) == nil)
        #expect(Texts.code(message(65_537)) == .frameTooLarge)
    }

    // MARK: Reports

    @Test(
        "a number that no measurement gives is refused",
        arguments: [
            ("round_trip_ms", "600000", true), ("round_trip_ms", "600000.1", false),
            ("round_trip_ms", "-0", true), ("round_trip_ms", "-0.1", false),
            ("round_trip_ms", "9.2e18", false), ("round_trip_ms", "1e999", false),
            ("round_trip_ms", "null", true), ("jitter_ms", "6e5", true), ("jitter_ms", "-1", false),
            ("jitter_ms", "600001", false), ("loss", "0", true), ("loss", "1.0", true),
            ("loss", "1.01", false), ("loss", "-1e-9", false), ("loss", "null", true),
            ("level_db", "-127", true), ("level_db", "0", true), ("level_db", "-127.5", false),
            ("level_db", "0.1", false), ("codec", "\"opus\"", true), ("codec", "\"other\"", true),
            ("codec", "\"vorbis\"", false), ("codec", "null", true),
            ("concealed", "1", true), ("concealed", "1.01", false), ("concealed", "\"0\"", false),
        ])
    func reports(field: String, number: String, isSane: Bool) {
        let payload = #"{\#(Self.named),"media":"connected","\#(field)":\#(number)}"#
        #expect(Texts.code(Texts.message("session:report", payload)) == (isSane ? nil : .invalidPayload))
    }

    @Test("a media report is one line")
    func reportSummary() throws {
        let full = MediaReport(
            call: Self.id, media: .connected, path: .host, transport: .udp, roundTrip: 12.4, loss: 0.02,
            jitter: 600_000, gathering: nil)
        #expect(full?.summary == "connected host/udp")
        let empty = MediaReport(
            call: Self.id, media: .connecting, path: nil, transport: nil, roundTrip: nil, loss: nil,
            jitter: nil, gathering: nil)
        #expect(empty?.summary == "connecting")
    }

    @Test("what the search for a path has found stands in that line, without an address")
    func gatheringSummary() throws {
        func line(_ gathering: Gathering) -> String? {
            MediaReport(
                call: Self.id, media: .connecting, path: nil, transport: nil, roundTrip: nil, loss: nil,
                jitter: nil, gathering: gathering)?.summary
        }
        #expect(line(Self.gathering) == "connecting gathered=host,srflx turn/udp=701 turn/tcp=401")
        let nothing = Gathering(
            isComplete: false, isRelayOnly: true,
            found: Gathering.Found(host: false, srflx: false, relay: false),
            faults: Gathering.Faults(stun: 701, turnUDP: nil, turnTCP: nil, turnTLS: 486))
        #expect(line(nothing) == "connecting gathering=nothing stun=701 turn/tls=486 relay-only")
    }

    @Test(
        "of a search only what it can have found is taken",
        arguments: [
            ("turn_udp", "300", true), ("turn_udp", "799", true), ("turn_udp", "299", false),
            ("turn_udp", "800", false), ("turn_tcp", "401.5", false), ("turn_tls", "1e999", false),
            ("stun", "\"701\"", false), ("stun", "null", true), ("relay", "null", false),
            ("relay", "1", false), ("complete", "\"true\"", false), ("relay_only", "false", true),
            ("host", "[]", false), ("text", "\"10.0.0.1\"", true),
        ])
    func gatherings(field: String, value: String, isSane: Bool) throws {
        let whole = try #require(
            JSONSerialization.jsonObject(with: Data(Texts.gathering.utf8)) as? [String: Any])
        let rest = try JSONSerialization.data(withJSONObject: whole.filter { $0.key != field })
        let changed = String(decoding: rest, as: UTF8.self).dropLast() + #","\#(field)":\#(value)}"#
        let payload = #"{\#(Self.named),"media":"connecting","gathering":\#(changed)}"#
        #expect(Texts.code(Texts.message("session:report", payload)) == (isSane ? nil : .invalidPayload))
    }

    // MARK: Pings

    @Test(
        "the number of a ping comes back as it was written",
        arguments: [
            "0", "-0.0", "1700000000123", "1700000000123.40", "1E+2", "123456789012345678901234567890",
        ])
    func pings(number: String) throws {
        let sentAt = try Texts.number(number)
        let pong = OutgoingSignal(from: .server, to: UserID("alice")!, .pong(sentAt: sentAt)).encoded()
        #expect(String(decoding: pong, as: UTF8.self).contains(#""payload":{"sent_at":\#(number)}"#))
    }

    @Test(
        "what is no number, or one that no double holds, is no ping's",
        arguments: ["\"1\"", "null", "true", "1e999", "-1e999", "[1]", "{}"])
    func notNumbers(text: String) {
        #expect(Texts.code(Texts.ping(sentAt: text)) == .invalidPayload)
    }
}
