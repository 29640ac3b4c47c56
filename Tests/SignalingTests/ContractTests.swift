import CallCore
import Foundation
import Signaling
import Testing

@testable import Contract

/// The printed contract, the printed tables, what is written and what is read say the same.
struct ContractTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("web/src/contract.ts is what `duet-contract` prints")
    func contractIsFresh() throws {
        let file = Self.root.appendingPathComponent("web/src/contract.ts")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(
            text == ContractPrinter.typeScript(),
            "Stale. Run: make contract")
    }

    @Test("docs/states.md is what `duet-contract --states` prints")
    func statesAreFresh() throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent("docs/states.md"), encoding: .utf8)
        #expect(
            text == StatesPrinter.markdown(),
            "Stale. Run: make contract")
    }

    private static let call = CallID("11111111-0000-4000-8000-000000000001")!
    private static let bo = Person(id: UserID("bo")!, username: "bo", name: "Bo")
    private static let device = DeviceID("22222222-0000-4000-8000-000000000001")!
    private static let now = Timestamp(milliseconds: 1_700_000_000_123)

    private static var snapshot: SnapshotPayload {
        let alice = Endpoint(user: UserID("alice")!, device: device)
        let call = Call(
            id: call, caller: alice, callee: bo.id, startedAt: now,
            state: .ringing(.init(expiresAt: now, callerConnected: true)))
        return SnapshotPayload(call.snapshot(for: alice)!, peer: bo)
    }

    private static let ready = ServerMessage.ready(
        SessionReady(device: device, user: bo, call: nil, timers: CallTimers(), version: "1", page: nil))

    private static func samples() throws -> [ServerMessage] {
        [
            .incoming(call, caller: bo, expiresAt: now), .accept(call), .reject(call, .busy),
            .end(call, .hungUp), ready, .call(nil), .call(snapshot),
            .presence(PresenceChange(sequence: 1, online: [bo.id], offline: [])),
            .changed(.settings), .error(SignalFault(.notJSON)), .pong(sentAt: try Texts.number("1")),
        ]
    }

    @Test("the fields that the contract names are those that the server writes, or passes on as it read them")
    func serverFields() throws {
        let samples = try Self.samples()
        let written = Set(samples.map(\.type))
        let relayed: Set<SignalType> = [.callOffer, .callAnswer, .callIceCandidate, .callMute]
        let told = SignalType.allCases.filter { ContractPrinter.fieldsFromServer($0) != nil }
        #expect(written.union(relayed) == Set(told))
        #expect(written.isDisjoint(with: relayed))
        for sample in samples {
            let object = try Self.object(sample)
            #expect(Set(object.keys) == ["type", "from_user_id", "to_user_id", "payload"])
            let payload = try #require(object["payload"] as? [String: Any])
            let expected = try #require(ContractPrinter.fieldsFromServer(sample.type))
            #expect(Set(payload.keys) == Set(expected), "\(sample.type)")
        }
    }

    @Test("the fields that the contract names are those that a closed page is told")
    func pushFields() throws {
        let (call, bo) = (Self.call, try #require(UserID("bo")))
        let alice = Person(id: try #require(UserID("alice")), username: "alice", name: "Alice \"A\"")
        let moment = Timestamp(milliseconds: 1_700_000_000_000)
        let samples: [PushPayload] = [
            .incoming(call, from: alice, to: bo, expiresAt: moment),
            .end(call, from: alice, to: bo, .noAnswer, isMissed: true),
        ]
        let told = SignalType.allCases.filter { ContractPrinter.fieldsOfPush($0) != nil }
        #expect(Set(told) == Set(samples.map(\.type)))
        for sample in samples {
            let data = Data(sample.encoded())
            let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let fields = try #require(ContractPrinter.fieldsOfPush(sample.type))
            #expect(Set(object.keys) == Set(fields + ["type"]))
            #expect(object["type"] as? String == sample.type.rawValue)
            #expect((object["from"] as? [String: String])?["name"] == "Alice \"A\"")
        }
    }

    @Test("the fields that the contract names are those that a device must send, and no other is needed")
    func deviceFields() throws {
        #expect(Texts.payloads.map(\.type) == SignalType.allCases.filter(\.isFromDevice))
        for (type, text) in Texts.payloads {
            var payload = try Self.object(text)
            #expect(Set(payload.keys) == Set(try #require(ContractPrinter.fieldsFromDevice(type))), "\(type)")
            #expect(try Self.fault(type, payload) == nil)
            for field in payload.keys {
                let value = payload.removeValue(forKey: field)
                let isOptional =
                    (type == .sessionReport && field != "call_id" && field != "media") || field == "take_over"
                #expect(
                    try Self.fault(type, payload)?.code == (isOptional ? nil : .invalidPayload), "\(field)")
                payload[field] = value
            }
        }
    }

    @Test("the shapes that the contract names are those that the server writes")
    func shapes() throws {
        let ready = try Self.object(Self.ready)["payload"] as? [String: Any]
        let timers = try #require(ready?["timers"] as? [String: Any])
        #expect(Set(timers.keys) == Set(PayloadShapes.timers.fields.map(\.name)))
        let user = try #require(ready?["user"] as? [String: Any])
        #expect(Set(user.keys) == Set(PayloadShapes.person.fields.map(\.name)))
        let call = try Self.object(.call(Self.snapshot))["payload"] as? [String: Any]
        let snapshot = try #require(call?["call"] as? [String: Any])
        #expect(Set(snapshot.keys) == Set(PayloadShapes.snapshot.fields.map(\.name)))
        #expect(Set(try Self.object(Texts.candidate).keys) == Set(PayloadShapes.candidate.fields.map(\.name)))
        #expect(Set(try Self.object(Texts.gathering).keys) == Set(PayloadShapes.gathering.fields.map(\.name)))
    }

    @Test("a person is the same over HTTP as on the socket")
    func person() throws {
        let told = try JSONDecoder().decode([String: String].self, from: JSONEncoder().encode(Self.bo))
        #expect(told == ["id": "bo", "username": "bo", "name": "Bo"])
        let user = (try Self.object(Self.ready)["payload"] as? [String: Any])?["user"]
        #expect(user as? [String: String] == told)
    }

    @Test("timers are told in milliseconds")
    func timers() throws {
        let ready = try Self.object(Self.ready)["payload"] as? [String: Any]
        let timers = try #require(ready?["timers"] as? [String: Any])
        #expect(timers["ring"] as? Int == 45_000)
        #expect(timers["heartbeat_dead_hidden"] as? Int == 75_000)
        #expect(timers["reconnect"] as? [Int] == [0, 300, 1_200, 2_700, 4_800, 7_000])
    }

    @Test("every error code has a sentence of its own")
    func sentences() {
        #expect(Set(SignalErrorCode.allCases.map(\.message)).count == SignalErrorCode.allCases.count)
    }

    private static func fault(_ type: SignalType, _ payload: [String: Any]) throws -> SignalFault? {
        let envelope: [String: Any] = [
            "type": type.rawValue, "from_user_id": "alice", "to_user_id": "bo", "payload": payload,
        ]
        return Texts.fault(Array(try JSONSerialization.data(withJSONObject: envelope)))
    }

    private static func object(_ message: ServerMessage) throws -> [String: Any] {
        let bytes = OutgoingSignal(from: .server, to: bo.id, message).encoded()
        return try object(String(decoding: bytes, as: UTF8.self))
    }

    private static func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}
