import CallCore
import Storage
import TestSupport
import Testing

@testable import Calls

/// Whole calls through the call service: Given / When / Then in stages.
struct CallStoryTests {
    let id = ["call_id": Samples.call]
    func ending(_ reason: String) -> [String: Any] { ["call_id": Samples.call, "reason": reason] }

    @Test("a whole call: initiate, incoming, accept, offer, answer, candidates, end")
    func wholeCall() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let bo = fixture.device("bo")
        #expect(try alice.story() == ["session:ready(none)"])
        #expect(try bo.story() == ["session:ready(none)"])

        try alice.send("call:initiate", to: "bo", id)
        #expect(try alice.story() == ["session:call(calling)"])
        #expect(try bo.story() == ["call:incoming", "session:call(ringing)"])

        try bo.send("call:accept", to: "alice", id)
        #expect(try alice.story() == ["call:accept", "session:call(in-call)"])
        #expect(try bo.story() == ["session:call(in-call)"])

        try alice.send("call:offer", to: "bo", ["call_id": Samples.call, "sdp": Samples.sdp])
        let offer = try #require(try bo.take().first)
        #expect(offer.type == "call:offer" && offer.from == "alice")
        #expect(offer.payload["sdp"] as? String == Samples.sdp)
        try bo.send("call:answer", to: "alice", ["call_id": Samples.call, "sdp": Samples.sdp])
        #expect(try alice.story() == ["call:answer"])
        let candidate: [String: Any] = [
            "candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "sdpMid": "0",
        ]
        try bo.send(
            "call:ice-candidate", to: "alice", ["call_id": Samples.call, "candidate": candidate])
        #expect(try alice.story() == ["call:ice-candidate"])

        try alice.send("call:end", to: "bo", ending("hung_up"))
        #expect(try bo.story() == ["call:end(hung_up)", "session:call(none)"])
        #expect(try alice.story() == ["session:call(none)"])
        #expect(fixture.service.registry.nextDeadline() == nil)

        let timeline = try await fixture.timeline()
        #expect(
            timeline == ["call:initiate", "call:accept", "call:offer", "call:answer", "call:end"])
    }

    @Test("both call each other: one call, both in it, both ids name it")
    func glare() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let bo = fixture.device("bo")
        try alice.send("call:initiate", to: "bo", id)
        _ = try (alice.take(), bo.take())
        try bo.send("call:initiate", to: "alice", ["call_id": Samples.otherCall])
        #expect(try alice.story() == ["call:accept", "session:call(in-call)"])
        let snapshot = try #require(try bo.take().first?.payload["call"] as? [String: Any])
        #expect(snapshot["call_id"] as? String == Samples.call)
        #expect(snapshot["role"] as? String == "callee" && snapshot["this_device"] as? Bool == true)

        try bo.send("call:end", to: "alice", ["call_id": Samples.otherCall, "reason": "cancelled"])
        let end = try #require(try alice.take().first)
        #expect(end.summary == "call:end(hung_up)")
        #expect(end.payload["call_id"] as? String == Samples.call)
        try bo.send("call:initiate", to: "alice", ["call_id": Samples.otherCall])
        #expect(try alice.take().filter { $0.type == "call:incoming" }.isEmpty)
    }

    @Test("a busy callee: the caller hears busy, the callee's call goes on, the history keeps both")
    func busy() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let bo = fixture.device("bo")
        let carl = fixture.device("carl")
        try alice.send("call:initiate", to: "bo", id)
        try bo.send("call:accept", to: "alice", id)
        _ = try (alice.take(), bo.take(), carl.take())
        try carl.send("call:initiate", to: "bo", ["call_id": Samples.otherCall])
        #expect(try carl.story() == ["call:reject(busy)"])
        #expect(try bo.take().isEmpty)
        let missed = try await fixture.history.calls(of: UserID("bo")!, before: nil, limit: 10)
        #expect(missed.map(\.call.description) == [Samples.otherCall])
    }

    @Test("two devices of the callee: the one that accepts has the call, the other is told")
    func answeredElsewhere() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let phone = fixture.device("bo", 1)
        let laptop = fixture.device("bo", 2)
        try alice.send("call:initiate", to: "bo", id)
        _ = try (phone.take(), laptop.take())
        try laptop.send("call:accept", to: "alice", id)
        #expect(try phone.story() == ["call:end(answered_elsewhere)", "session:call(in-call)"])
        try phone.send("call:accept", to: "alice", id)
        #expect(try phone.story() == ["call:end(answered_elsewhere)"])
        try phone.send("call:end", to: "alice", ending("hung_up"))
        #expect(try phone.story() == ["session:error(other_device)", "session:call(in-call)"])
        #expect(fixture.call(of: "bo")?.isEnded == false)
    }

    @Test("declining on one device silences the other")
    func declinedElsewhere() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let phone = fixture.device("bo", 1)
        let laptop = fixture.device("bo", 2)
        try alice.send("call:initiate", to: "bo", id)
        _ = try (alice.take(), phone.take(), laptop.take())
        try phone.send("call:reject", to: "alice", ending("declined"))
        #expect(try alice.story() == ["call:reject(declined)", "session:call(none)"])
        #expect(try laptop.story() == ["call:end(declined_elsewhere)", "session:call(none)"])
        #expect(try phone.story() == ["session:call(none)"])
    }

    @Test("nobody answers: at 45 seconds, not before, both are told")
    func noAnswer() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let bo = fixture.device("bo")
        try alice.send("call:initiate", to: "bo", id)
        _ = try (alice.take(), bo.take())
        fixture.advance(by: .milliseconds(44_999))
        #expect(try alice.take().isEmpty)
        fixture.advance(by: .milliseconds(1))
        #expect(try alice.story() == ["call:end(no_answer)", "session:call(none)"])
        #expect(try bo.story() == ["call:end(no_answer)", "session:call(none)"])
        try bo.send("call:accept", to: "alice", id)
        #expect(try bo.story() == ["call:end(no_answer)", "session:call(none)"])
    }

    @Test(
        "whoever asks by the alias of a crossed call hears its end by that name, and sees it in the snapshot")
    func aliasIsAnswered() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let bo = fixture.device("bo")
        try alice.send("call:initiate", to: "bo", id)
        try bo.send("call:initiate", to: "alice", ["call_id": Samples.otherCall])
        let last = try #require(try bo.take().last)
        let snapshot = try #require(last.payload["call"] as? [String: Any])
        #expect(snapshot["call_id"] as? String == Samples.call)
        #expect(snapshot["alias"] as? String == Samples.otherCall)

        try alice.send("call:end", to: "bo", ending("hung_up"))
        _ = try bo.take()
        try bo.send("call:initiate", to: "alice", ["call_id": Samples.otherCall])
        let answer = try bo.take()
        #expect(answer.map(\.summary) == ["call:end(hung_up)", "session:call(none)"])
        #expect(answer.first?.payload["call_id"] as? String == Samples.otherCall)
    }

    @Test("whoever speaks of a call that has ended hears of the one that rings instead")
    func whatIsSoInstead() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let bo = fixture.device("bo")
        try alice.send("call:initiate", to: "bo", id)
        try alice.send("call:end", to: "bo", ending("cancelled"))
        try bo.send("call:initiate", to: "alice", ["call_id": Samples.otherCall])
        _ = try alice.take()
        try alice.send("call:end", to: "bo", ending("cancelled"))
        #expect(try alice.story() == ["call:end(cancelled)", "session:call(ringing)"])
    }

    @Test("a callee who is offline rings when they come, and not in the last three seconds")
    func offlineCallee() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        try alice.send("call:initiate", to: "bo", id)
        fixture.advance(by: .seconds(20))
        let bo = fixture.device("bo", 1)
        #expect(try bo.story() == ["session:ready(ringing)", "call:incoming"])
        fixture.advance(by: .milliseconds(22_500))
        let late = fixture.device("bo", 2)
        #expect(try late.story() == ["session:ready(none)"])
    }

    @Test(
        "a lost socket: the other side is told and the call goes on; both gone for a minute that counts: abandoned"
    )
    func abandonment() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let bo = fixture.device("bo")
        try alice.send("call:initiate", to: "bo", id)
        try bo.send("call:accept", to: "alice", id)
        _ = try (alice.take(), bo.take())
        alice.disconnect()
        let told = try #require(try bo.take().first?.payload["call"] as? [String: Any])
        #expect(told["state"] as? String == "in-call" && told["peer_signaling"] as? Bool == false)
        bo.disconnect()
        fixture.advance(by: .seconds(3_600))
        #expect(
            fixture.call(of: "bo") != nil, "nobody has been seen since: perhaps nobody can reach the server")
        let carl = fixture.device("carl")
        fixture.advance(by: .seconds(59))
        #expect(fixture.call(of: "bo") != nil)
        fixture.advance(by: .seconds(1))
        #expect(fixture.call(of: "bo") == nil)
        _ = carl
    }

    @Test(
        "both closed their pages in a call: the next call of either rings at once, from a new page to a new page"
    )
    func bothClosedTheirPages() async throws {
        let fixture = try await CallFixture()
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        try alice.send("call:initiate", to: "bo", id)
        try bo.send("call:accept", to: "alice", id)
        alice.disconnect()
        bo.disconnect()
        let (aliceAnew, boAnew) = (fixture.device("alice", 2), fixture.device("bo", 2))
        #expect(try boAnew.story() == ["session:ready(in-call)"])
        _ = try aliceAnew.take()
        try boAnew.send("call:initiate", to: "alice", ["call_id": Samples.otherCall])
        #expect(
            try boAnew.story() == ["session:call(none)", "session:call(calling)"])
        #expect(
            try aliceAnew.story() == ["session:call(none)", "call:incoming", "session:call(ringing)"])
        #expect(try await fixture.timeline().last == "call:end")
    }

    @Test(
        "whoever was disabled by another process neither calls nor answers any more, and is signed out at once"
    )
    func revoked() async throws {
        let fixture = try await CallFixture()
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        _ = try (alice.take(), bo.take())
        try alice.send("call:initiate", to: "bo", id)
        _ = try (alice.take(), bo.take())
        let accounts = SQLiteAccountStore(fixture.database.database)
        _ = try await accounts.setDisabled(true, username: "bo")
        try bo.send("call:accept", to: "alice", id)
        #expect(try alice.story() == [])
        #expect(bo.link.closing == .signedOut)
        bo.disconnect()

        _ = try await accounts.setDisabled(true, username: "alice")
        let carl = fixture.device("carl")
        try alice.send("call:initiate", to: "carl", ["call_id": Samples.otherCall])
        #expect(try carl.story() == ["session:ready(none)"])
        #expect(alice.link.closing == .signedOut)
    }

    @Test("after a restart a ringing call rings on and ends at its old deadline")
    func restartWhileRinging() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        try alice.send("call:initiate", to: "bo", id)
        fixture.advance(by: .seconds(30))
        try fixture.restart()
        let again = fixture.device("alice")
        #expect(try again.story() == ["session:ready(calling)", "session:call(calling)"])
        fixture.advance(by: .seconds(15))
        #expect(try again.story() == ["call:end(no_answer)", "session:call(none)"])
    }

    @Test("after a restart a call in progress is found by both")
    func restartInCall() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let bo = fixture.device("bo")
        try alice.send("call:initiate", to: "bo", id)
        try bo.send("call:accept", to: "alice", id)
        try fixture.restart()
        #expect(try fixture.device("alice").take().first?.summary == "session:ready(in-call)")
        #expect(try fixture.device("bo").take().first?.summary == "session:ready(in-call)")
        fixture.advance(by: .seconds(120))
        #expect(fixture.call(of: "bo") != nil)
    }

    @Test("asking twice with one id rings once")
    func initiateTwice() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let bo = fixture.device("bo")
        try alice.send("call:initiate", to: "bo", id)
        try alice.send("call:initiate", to: "bo", id)
        #expect(try bo.take().filter { $0.type == "call:incoming" }.count == 1)
        #expect(try alice.story().last == "session:call(calling)")
    }
}
