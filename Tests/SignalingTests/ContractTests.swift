import CallCore
import Foundation
import Signaling
import Testing

/// The printed contract, the printed tables and the coding say the same.
struct ContractTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("web/src/contract.ts is what `duet contract` prints")
    func contractIsFresh() throws {
        let file = Self.root.appendingPathComponent("web/src/contract.ts")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(
            text == ContractPrinter.typeScript(),
            "Stale. Run: .build/debug/duet contract > web/src/contract.ts")
    }

    @Test("docs/states.md is what `duet contract --states` prints")
    func statesAreFresh() throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent("docs/states.md"), encoding: .utf8)
        #expect(
            text == StatesPrinter.markdown(),
            "Stale. Run: .build/debug/duet contract --states > docs/states.md")
    }

    private static let call = CallID("11111111-0000-4000-8000-000000000001")!
    private static let bo = Person(id: UserID("bo")!, username: "bo", name: "Bo")
    private static let device = DeviceID("22222222-0000-4000-8000-000000000001")!
    private static let now = Timestamp(milliseconds: 1_700_000_000_123)

    private static var snapshot: SnapshotPayload {
        let alice = Party(user: UserID("alice")!, device: device)
        let call = Call(
            id: call, caller: alice, callee: bo.id, startedAt: now,
            state: .ringing(.init(expiresAt: now, callerConnected: true)))
        return SnapshotPayload(call.snapshot(for: alice)!, peer: bo)
    }

    private static let samples: [ServerMessage] = [
        .incoming(call, caller: bo, expiresAt: now), .accept(call), .reject(call, .busy),
        .offer(call, sdp: "v=0"), .answer(call, sdp: "v=0"), .candidate(call, nil), .end(call, .hungUp),
        .ready(
            SessionReady(
                device: device, user: bo, call: nil, timers: CallTimers(), online: [bo.id], version: "1")),
        .call(nil), .call(snapshot), .presence(bo.id, online: true), .error(SignalFault(.notJSON)),
        .pong(sentAt: 1),
    ]

    @Test("the fields that the contract names are those that the server writes")
    func serverFields() throws {
        #expect(Set(Self.samples.map(\.type)) == Set(SignalType.allCases.filter(\.isFromServer)))
        for sample in Self.samples {
            let object = try Self.object(sample)
            #expect(Set(object.keys) == ["type", "from_user_id", "to_user_id", "payload"])
            let payload = try #require(object["payload"] as? [String: Any])
            let expected = try #require(ContractPrinter.fieldsFromServer(sample.type))
            #expect(Set(payload.keys) == Set(expected), "\(sample.type)")
        }
    }

    @Test("the shapes that the contract names are those that the server writes")
    func shapes() throws {
        let ready = try Self.object(Self.samples[7])["payload"] as? [String: Any]
        let timers = try #require(ready?["timers"] as? [String: Any])
        #expect(Set(timers.keys) == Set(TimersPayload.fields.map(\.name)))
        let user = try #require(ready?["user"] as? [String: Any])
        #expect(Set(user.keys) == Set(Person.fields.map(\.name)))
        let call = try Self.object(.call(Self.snapshot))["payload"] as? [String: Any]
        let snapshot = try #require(call?["call"] as? [String: Any])
        #expect(Set(snapshot.keys) == Set(SnapshotPayload.fields.map(\.name)))
    }

    @Test("moments are written in ISO 8601 with milliseconds and read back")
    func moments() {
        #expect(Self.now.wireText == "2023-11-14T22:13:20.123Z")
        #expect(Timestamp(wireText: Self.now.wireText) == Self.now)
        #expect(Timestamp(wireText: "yesterday") == nil)
    }

    @Test("every error code has a sentence of its own")
    func sentences() {
        #expect(Set(SignalErrorCode.allCases.map(\.message)).count == SignalErrorCode.allCases.count)
    }

    @Test("a media report is one line, whatever numbers a device sends")
    func reports() throws {
        let text =
            #"{"type":"session:report","from_user_id":"a","to_user_id":"server","payload":{"call_id":"\#(Self.call)","media":"connected","path":"host","transport":"udp","round_trip_ms":1e300,"loss":0.02,"jitter_ms":-1e300}}"#
        guard case .report(let report) = try IncomingSignal.decode(text).message else {
            Issue.record("no report")
            return
        }
        #expect(
            report.summary
                == "connected host/udp rtt=\(Int.max)ms loss=2% jitter=\(Int.min)ms")
    }

    private static func object(_ message: ServerMessage) throws -> [String: Any] {
        let text = try OutgoingSignal(from: .server, to: bo.id, message).encoded()
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}
