import CallCore
import Contract
import Signaling
import Testing

/// The received bytes are passed on, and only the call's id is ever written anew.
struct RelayTests {
    private static let call = CallID(Texts.call)!
    private static let other = CallID("22222222-0000-4000-8000-00000000000b")!

    private func signal(_ text: String) throws -> (IncomingSignal, bytes: [UInt8]) {
        let bytes = Array(text.utf8)
        return (try Texts.scan(bytes), bytes)
    }

    private func passedOn(_ text: String, as call: CallID) throws -> String {
        let (signal, bytes) = try signal(text)
        let respelled = bytes.withUnsafeBytes { signal.respelled($0, as: call) }
        return String(decoding: respelled ?? bytes, as: UTF8.self)
    }

    @Test("a message whose id is spelled as it should be is passed on as it is")
    func asItIs() throws {
        for text in Texts.messages where !text.contains("session:ping") {
            let (signal, bytes) = try signal(text)
            #expect(signal.callIDIsCanonical)
            #expect(String(decoding: bytes[signal.callIDRange], as: UTF8.self) == Texts.call)
            #expect(bytes.withUnsafeBytes { signal.respelled($0, as: Self.call) } == nil)
        }
    }

    @Test("a message that names the call by an alias names it by its own id to the other side")
    func alias() throws {
        for text in Texts.messages where !text.contains("session:ping") {
            let expected = text.replacing(Texts.call, with: Self.other.description)
            #expect(try passedOn(text, as: Self.other) == expected)
        }
    }

    @Test("an id in upper case or with escapes is passed on in lower case")
    func spelling() throws {
        func message(_ spelling: String) -> String {
            Texts.message("call:accept", #"{"call_id":\#(spelling),"x":"\#(Texts.call)"}"#)
        }
        for spelling in ["\"\(Texts.call.uppercased())\"", Texts.jsonEscaped(Texts.call)] {
            let (signal, _) = try signal(message(spelling))
            #expect(!signal.callIDIsCanonical)
            #expect(signal.message == .accept(Self.call))
            #expect(try passedOn(message(spelling), as: Self.call) == message("\"\(Texts.call)\""))
        }
    }

    @Test("what names no call has no id in its bytes")
    func noCall() throws {
        for payload in [#"{"sent_at":1}"#, #"{"sent_at":1,"call_id":"\#(Texts.call)"}"#] {
            let (signal, _) = try signal(Texts.message("session:ping", payload))
            #expect(signal.message.call == nil)
            #expect(signal.callIDRange.isEmpty)
            #expect(!signal.callIDIsCanonical)
        }
    }

    @Test("what is passed on has the same shape for both sides")
    func relayed() {
        for type in [SignalType.callOffer, .callAnswer, .callIceCandidate, .callMute] {
            #expect(ContractPrinter.fieldsFromServer(type) != nil)
            #expect(ContractPrinter.fieldsFromServer(type) == ContractPrinter.fieldsFromDevice(type))
        }
    }
}
