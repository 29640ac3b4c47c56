import CallCore
import RateLimits
import Signaling
import Storage
import TestSupport
import Testing

@testable import Calls

/// Bad input: its sender is told, with a code of its own, and nobody else notices anything.
struct RefusalTests {
    private struct Scene {
        let fixture: CallFixture
        let alice: Device
        let bo: Device
        let carl: Device
    }

    /// Alice and Bo are in a call; Carl watches.
    private func scene() async throws -> Scene {
        let fixture = try await CallFixture()
        let (alice, bo) = try fixture.conversation()
        let carl = fixture.device("carl")
        _ = try carl.take()
        return Scene(fixture: fixture, alice: alice, bo: bo, carl: carl)
    }

    /// The codes of the refusals that a device was sent. Each may be followed by the device's snapshot.
    private func refusals(_ device: Device) throws -> [String] {
        try device.take().filter { $0.type != "session:call" }.map(\.summary)
    }

    private func expectUndisturbed(_ scene: Scene) throws {
        #expect(try scene.alice.take().isEmpty)
        #expect(try scene.bo.take().isEmpty)
        guard case .inCall? = scene.fixture.call(of: "alice")?.state else {
            Issue.record("the call was disturbed")
            return
        }
    }

    @Test(
        "text that is not understood",
        arguments: [
            ("no json", "not_json"), ("{}", "invalid_envelope"),
            (String(repeating: "[", count: 20) + String(repeating: "]", count: 20), "too_deep"),
            (#"{"type":1,"type":1}"#, "duplicate_key"),
            (
                #"{"type":"call:dance","from_user_id":"carl","to_user_id":"bo","payload":{}}"#,
                "unknown_type"
            ),
            (
                #"{"type":"call:incoming","from_user_id":"carl","to_user_id":"bo","payload":{}}"#,
                "wrong_direction"
            ),
            (String(repeating: " ", count: 70_000), "frame_too_large"),
        ])
    func malformed(text: String, code: String) async throws {
        let scene = try await scene()
        scene.carl.send(text: text)
        #expect(try scene.carl.story() == ["session:error(\(code))"])
        try expectUndisturbed(scene)
    }

    @Test("a forged sender is refused and never corrected")
    func forgedSender() async throws {
        let scene = try await scene()
        try scene.carl.send(
            "call:end", to: "bo", from: "alice", ["call_id": Samples.call, "reason": "hung_up"])
        let error = try #require(try scene.carl.take().first)
        #expect(error.summary == "session:error(forged_sender)")
        #expect(error.payload["call_id"] as? String == Samples.call)
        #expect(error.payload["type"] as? String == "call:end")
        try expectUndisturbed(scene)
    }

    @Test(
        "calls that cannot be",
        arguments: [
            ("carl", "self_call"), ("nobody", "unknown_user"), ("dora", "user_disabled"),
            ("server", "unknown_user"), ("no such id!", "unknown_user"),
        ])
    func impossibleCalls(callee: String, code: String) async throws {
        let scene = try await scene()
        try scene.carl.send("call:initiate", to: callee, ["call_id": Samples.otherCall])
        #expect(try refusals(scene.carl) == ["session:error(\(code))"])
        try expectUndisturbed(scene)
    }

    @Test("an unknown call, somebody else's call, the wrong recipient, the wrong state")
    func wrongCalls() async throws {
        let scene = try await scene()
        let known = ["call_id": Samples.call]
        try scene.carl.send("call:accept", to: "bo", ["call_id": Samples.otherCall])
        try scene.carl.send("call:accept", to: "alice", known)
        try scene.carl.send("call:initiate", to: "bo", known)
        #expect(
            try refusals(scene.carl) == [
                "session:error(unknown_call)", "session:error(not_your_call)",
                "session:error(not_your_call)",
            ])
        try scene.alice.send("call:offer", to: "carl", ["call_id": Samples.call, "sdp": Samples.sdp])
        try scene.bo.send("call:offer", to: "alice", ["call_id": Samples.call, "sdp": Samples.sdp])
        #expect(try refusals(scene.alice) == ["session:error(wrong_recipient)"])
        #expect(try scene.bo.story() == ["session:error(wrong_state)", "session:call(in-call)"])
        try expectUndisturbed(scene)
    }

    @Test("somebody in a call cannot place another, and hears what call they are in")
    func alreadyInCall() async throws {
        let scene = try await scene()
        try scene.alice.send("call:initiate", to: "carl", ["call_id": Samples.otherCall])
        #expect(try scene.alice.story() == ["session:error(already_in_call)", "session:call(in-call)"])
        #expect(try scene.carl.take().isEmpty)
    }

    @Test("candidates above a hundred in a negotiation are dropped without a word, and are no offence")
    func tooManyCandidates() async throws {
        let scene = try await scene()
        let candidate: [String: Any] = ["call_id": Samples.call, "candidate": ["candidate": "x"]]
        for _ in 0..<Limits.candidatesPerNegotiation {
            try scene.alice.send("call:ice-candidate", to: "bo", candidate)
        }
        #expect(try scene.bo.take().count == 100)
        // More than may be said at once, and more than there may be offences.
        for _ in 0..<500 { try scene.alice.send("call:ice-candidate", to: "bo", candidate) }
        scene.fixture.advance(by: .seconds(10))
        #expect(try scene.alice.take().isEmpty)
        #expect(try scene.bo.take().isEmpty)
        #expect(scene.alice.link.closing == nil)
        #expect(scene.fixture.service.statistics.droppedCandidates == 500)
        #expect(scene.fixture.service.statistics.refusals.isEmpty)
        // A new offer begins a new negotiation.
        try scene.alice.send("call:offer", to: "bo", ["call_id": Samples.call, "sdp": Samples.sdp])
        try scene.alice.send("call:ice-candidate", to: "bo", candidate)
        #expect(try scene.alice.take().isEmpty)
        #expect(try scene.bo.story() == ["call:offer", "call:ice-candidate"])
    }

    @Test("a candidate that is passed on to nobody does not count")
    func candidatesToNobody() async throws {
        let scene = try await scene()
        let candidate: [String: Any] = ["call_id": Samples.call, "candidate": ["candidate": "x"]]
        scene.bo.disconnect()
        for _ in 0..<Limits.candidatesPerNegotiation {
            try scene.alice.send("call:ice-candidate", to: "bo", candidate)
        }
        scene.fixture.advance(by: .seconds(10))
        let bo = scene.fixture.device("bo")
        _ = try (scene.alice.take(), bo.take())
        try scene.alice.send("call:ice-candidate", to: "bo", candidate)
        #expect(try scene.alice.take().isEmpty)
        #expect(try bo.story() == ["call:ice-candidate"])
    }

    @Test("a ping to a person is refused")
    func pingToPerson() async throws {
        let scene = try await scene()
        try scene.carl.send("session:ping", to: "bo", ["sent_at": 1])
        #expect(try refusals(scene.carl) == ["session:error(wrong_recipient)"])
        try expectUndisturbed(scene)
    }

    /// Alice says all that she may say at once. One of her messages is spent before.
    private func spendMessages(_ scene: Scene) throws {
        for _ in 1..<120 { try scene.alice.send("session:report", to: "server", Self.report) }
        #expect(try scene.alice.take().isEmpty)
    }

    @Test("a flood is dropped, then the socket is closed; other people's calls go on")
    func flood() async throws {
        let scene = try await scene()
        try spendMessages(scene)
        for _ in 0..<40 { try scene.alice.send("session:report", to: "server", Self.report) }
        #expect(scene.alice.link.closing == nil)
        try scene.alice.send("session:report", to: "server", Self.report)
        #expect(scene.alice.link.closing == .abuse)
        #expect(scene.fixture.service.statistics.refusals == [.rateLimited: 41])
        _ = scene.alice.link.take()
        try expectUndisturbed(scene)
    }

    @Test(
        "messages that are dropped together cost one answer: an error, and what is so after the last of them")
    func droppedTogether() async throws {
        let scene = try await scene()
        try spendMessages(scene)
        for _ in 0..<29 { try scene.alice.send("session:report", to: "server", Self.report) }
        try scene.bo.send("call:end", to: "alice", ["call_id": Samples.call, "reason": "hung_up"])
        #expect(try scene.alice.story() == ["call:end(hung_up)", "session:call(none)"])
        scene.alice.drop()
        scene.fixture.advance(by: .milliseconds(249))
        #expect(try scene.alice.take().isEmpty)
        scene.fixture.advance(by: .milliseconds(1))
        #expect(try scene.alice.story() == ["session:error(rate_limited)", "session:call(none)"])
        scene.fixture.advance(by: .seconds(10))
        #expect(try scene.alice.take().isEmpty)
        // What is dropped later is told anew.
        scene.alice.drop()
        scene.fixture.advance(by: .seconds(1))
        #expect(try scene.alice.story() == ["session:error(rate_limited)", "session:call(none)"])
    }

    @Test("a device that is gone, or came back with another socket, is not told of what was dropped")
    func droppedAndGone() async throws {
        let scene = try await scene()
        scene.alice.drop()
        let again = scene.fixture.device("alice")
        _ = try (scene.alice.take(), again.take())
        scene.fixture.advance(by: .seconds(1))
        #expect(try scene.alice.take().isEmpty)
        #expect(try again.take().isEmpty)
    }

    private static let report = ["call_id": Samples.call, "media": "connected"]

    @Test("a second socket with the same device id replaces the first, whose messages and end mean nothing")
    func replacedDevice() async throws {
        let scene = try await scene()
        let again = scene.fixture.device("alice")
        #expect(scene.alice.link.closing == .replaced)
        scene.alice.disconnect()
        try scene.alice.send(
            "call:end", to: "bo", ["call_id": Samples.call, "reason": "hung_up"])
        _ = try again.take()
        // For Bo she was gone and is back; what she says into the old socket he does not hear.
        #expect(try scene.bo.story() == ["session:call(in-call)", "session:call(in-call)"])
        try again.send("call:end", to: "bo", ["call_id": Samples.call, "reason": "hung_up"])
        #expect(try scene.bo.story() == ["call:end(hung_up)", "session:call(none)"])
    }

    @Test("coming back does not refill what a person may send")
    func allowanceSurvives() async throws {
        let scene = try await scene()
        try spendMessages(scene)
        scene.alice.disconnect()
        let again = scene.fixture.device("alice")
        _ = try again.take()
        try again.send("session:report", to: "server", Self.report)
        scene.fixture.advance(by: .seconds(1))
        #expect(try refusals(again) == ["session:error(rate_limited)"])
    }

    @Test("a person has so many devices and no more; a known device may always come back")
    func tooManyDevices() async throws {
        let fixture = try await CallFixture()
        for number in 1...Limits.devicesPerPerson { _ = fixture.device("bo", number) }
        #expect(fixture.device("bo", 99).link.closing == .tooManyDevices)
        _ = fixture.device("bo", 1)
        #expect(fixture.service.statistics.connectedDevices == Limits.devicesPerPerson)
    }

    @Test("what was refused or came too late is not in the timeline")
    func timelineHoldsTheTruth() async throws {
        let scene = try await scene()
        try scene.bo.send("call:offer", to: "alice", ["call_id": Samples.call, "sdp": Samples.sdp])
        try scene.bo.send("call:end", to: "alice", ["call_id": Samples.call, "reason": "hung_up"])
        try scene.alice.send("call:offer", to: "bo", ["call_id": Samples.call, "sdp": Samples.sdp])
        let kinds = try await scene.fixture.timeline()
        #expect(kinds == ["call:initiate", "call:accept", "call:end"])
    }

    @Test("signing out closes the sockets of that session only")
    func signOut() async throws {
        let scene = try await scene()
        scene.fixture.process(.signedOut([Samples.session(of: "alice")]))
        #expect(scene.alice.link.closing == .signedOut)
        #expect(scene.bo.link.closing == nil)
    }

}
