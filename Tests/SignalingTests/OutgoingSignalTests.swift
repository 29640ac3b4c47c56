import CallCore
import Foundation
import Signaling
import Testing

struct OutgoingSignalTests {
    private static let call = CallID(Texts.call)!
    private static let alice = UserID("alice")!
    private static let bo = UserID("bo")!

    private func text(_ message: ServerMessage, from sender: SignalSender = .server) -> String {
        String(decoding: OutgoingSignal(from: sender, to: Self.bo, message).encoded(), as: UTF8.self)
    }

    @Test("a message is written with its envelope")
    func envelope() {
        #expect(
            text(.end(Self.call, .hungUp), from: .person(Self.alice))
                == #"{"type":"call:end","from_user_id":"alice","to_user_id":"bo","payload":{"call_id":"\#(Texts.call)","reason":"hung_up"}}"#
        )
        #expect(
            text(.call(nil))
                == #"{"type":"session:call","from_user_id":"server","to_user_id":"bo","payload":{"call":null}}"#
        )
    }

    @Test("an error names the type and the call that were understood, and is silent about others")
    func errors() {
        #expect(
            text(.error(SignalFault(.notJSON)))
                == #"{"type":"session:error","from_user_id":"server","to_user_id":"bo","payload":{"code":"not_json","message":"The message is not JSON.","type":null,"call_id":null}}"#
        )
        #expect(
            text(.error(SignalFault(.unknownType, type: "a\"b\\c\n", call: Self.call)))
                .hasSuffix(#""type":"a\"b\\c\n","call_id":"\#(Texts.call)"}}"#))
    }

    @Test("quotes, backslashes and control characters are escaped, and nothing else")
    func escaping() {
        let person = Person(
            id: Self.alice, username: "a", name: "\u{0}\u{8}\t\n\u{C}\r\u{1F}\"\\/\u{7F}é\u{2028}😀")
        let written = text(.incoming(Self.call, caller: person, expiresAt: Timestamp(milliseconds: 0)))
        let name = #""name":"\u0000\b\t\n\f\r\u001f\"\\/"# + "\u{7F}é\u{2028}😀\""
        #expect(written.contains(name))
        #expect(written.contains(#""expires_at":"1970-01-01T00:00:00.000Z""#))
    }

    @Test("what is written is JSON, and means what it should")
    func meaning() throws {
        var generator = SeededGenerator(state: Effort.seed)
        for _ in 0..<Effort.rounds(2_000, deep: 100_000) {
            var name = ""
            for _ in 0..<Int.random(in: 0...20, using: &generator) {
                let limit: UInt32 = generator.pick([0x20, 0x80, 0x800, 0x11_0000])
                name.unicodeScalars.append(Unicode.Scalar(.random(in: 0..<limit, using: &generator)) ?? "?")
            }
            let bytes = OutgoingSignal(
                from: .server, to: Self.bo, .error(SignalFault(.unknownType, type: name))
            ).encoded()
            let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            let read = (object?["payload"] as? [String: Any])?["type"] as? String
            #expect(read.map { Array($0.unicodeScalars) } == Array(name.unicodeScalars))
            // Our own scanner agrees that it is JSON, with the type of an answer.
            #expect(Texts.fault(bytes) == SignalFault(.wrongDirection, type: "session:error"))
        }
    }

    @Test("a message that a device may send too is read as it was written")
    func roundTrip() throws {
        var generator = SeededGenerator(state: Effort.seed)
        let letters = Array("ABCXYZabcxyz0189_-")
        for _ in 0..<Effort.rounds(2_000, deep: 100_000) {
            func user() -> UserID {
                let length = Int.random(in: 1...64, using: &generator)
                return UserID(String((0..<length).map { _ in generator.pick(letters) }))!
            }
            func group(_ digits: Int) -> String {
                (0..<digits).map { _ in generator.pick(Array("0123456789abcdef")) }.map(String.init).joined()
            }
            let call = CallID([group(8), group(4), group(4), group(4), group(12)].joined(separator: "-"))!
            let (from, to, reason) = (user(), user(), generator.pick(EndReason.allCases))
            let pairs: [(ServerMessage, ClientMessage)] = [
                (.accept(call), .accept(call)), (.reject(call, reason), .reject(call, reason)),
                (.end(call, reason), .end(call, reason)),
            ]
            for (written, read) in pairs {
                let bytes = OutgoingSignal(from: .person(from), to: to, written).encoded()
                let signal = try Texts.scan(bytes)
                #expect(signal.from == from)
                #expect(signal.to == .person(to))
                #expect(signal.message == read)
                #expect(signal.callIDIsCanonical)
            }
        }
    }

    // MARK: Presence

    @Test("presence is told to everybody in one message, which is nobody's id")
    func presence() {
        let change = PresenceChange(sequence: 7, online: [Self.alice], offline: [Self.bo])
        let written = String(decoding: OutgoingSignal(toEverybody: change).encoded(), as: UTF8.self)
        #expect(
            written
                == #"{"type":"session:presence","from_user_id":"server","to_user_id":"*","payload":{"sequence":7,"online":["alice"],"offline":["bo"],"reload":false}}"#
        )
        #expect(UserID(OutgoingSignal.everybody) == nil)
    }

    @Test("more changes than can be listed are not listed at all")
    func reload() {
        let people = (0..<101).map { UserID("p\($0)")! }
        let all = PresenceChange(sequence: 1, online: Array(people[..<60]), offline: Array(people[60..<100]))
        #expect(all.online.count == 60 && all.offline.count == 40 && !all.reload)
        let more = PresenceChange(sequence: 2, online: Array(people[..<60]), offline: Array(people[60...]))
        #expect(more.online.isEmpty && more.offline.isEmpty && more.reload)
        let written = String(decoding: OutgoingSignal(toEverybody: more).encoded(), as: UTF8.self)
        #expect(written.hasSuffix(#""payload":{"sequence":2,"online":[],"offline":[],"reload":true}}"#))
    }
}
