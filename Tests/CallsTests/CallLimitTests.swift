import CallCore
import Signaling
import TestSupport
import Testing

@testable import Calls

/// How often a person may call.
struct CallLimitTests {
    /// The id of one of many calls.
    private func id(_ number: Int) -> [String: Any] {
        ["call_id": "22222222-0000-4000-8000-\(String(1_000_000_000_000 + number).dropFirst())"]
    }

    /// Somebody places a call and cancels it.
    private func callInVain(_ device: Device, _ callee: String, _ number: Int) throws {
        try device.send("call:initiate", to: callee, id(number))
        try device.send("call:end", to: callee, id(number).merging(["reason": "cancelled"]) { $1 })
    }

    @Test(
        "who answers none can be called five times, then once a minute; the refused caller hears why and what is so"
    )
    func calledOften() async throws {
        let fixture = try await CallFixture()
        let (carl, bo) = (fixture.device("carl"), fixture.device("bo"))
        for number in 1...5 { try callInVain(carl, "bo", number) }
        _ = try (carl.take(), bo.take())
        try carl.send("call:initiate", to: "bo", id(6))
        let answers = try carl.take()
        #expect(answers.map(\.summary) == ["session:error(too_many_calls)", "session:call(none)"])
        #expect(answers.first?.payload["call_id"] as? String == id(6)["call_id"] as? String)
        #expect(answers.first?.payload["type"] as? String == "call:initiate")
        #expect(try bo.take().isEmpty)
        // Others can be called, and a minute later so can Bo, once.
        try callInVain(carl, "alice", 7)
        fixture.advance(by: .seconds(60))
        try callInVain(carl, "bo", 8)
        try carl.send("call:initiate", to: "bo", id(9))
        #expect(try bo.story().filter { $0 == "call:incoming" }.count == 1)
        #expect(fixture.service.statistics.refusals == [.tooManyCalls: 2])
    }

    @Test(
        "somebody redials as each ring ends: a friend gets through with the first try",
        arguments: [true, false])
    func redialler(boIsOnline: Bool) async throws {
        let fixture = try await CallFixture()
        if boIsOnline { _ = fixture.device("bo") }
        let (carl, alice) = (fixture.device("carl"), fixture.device("alice"))
        for second in 0..<600 {
            if fixture.call(of: "carl") == nil { try carl.send("call:initiate", to: "bo", id(second)) }
            fixture.advance(by: .seconds(1))
        }
        try #require(fixture.call(of: "carl") != nil)
        _ = try (carl.take(), alice.take())
        try alice.send("call:initiate", to: "bo", id(1_000))
        #expect(try carl.story() == ["call:end(no_answer)", "session:call(none)"])
        #expect(fixture.call(of: "alice")?.callee == UserID("bo"))
    }

    @Test("a call that rings gives way only when its caller has used up half of what they may")
    func givesWayAtHalf() async throws {
        let fixture = try await CallFixture()
        let (carl, alice) = (fixture.device("carl"), fixture.device("alice"))
        try callInVain(carl, "bo", 1)
        try carl.send("call:initiate", to: "bo", id(2))
        _ = try (carl.take(), alice.take())
        try alice.send("call:initiate", to: "bo", id(11))
        #expect(try alice.story() == ["call:reject(busy)"])
        try carl.send("call:end", to: "bo", id(2).merging(["reason": "cancelled"]) { $1 })
        try carl.send("call:initiate", to: "bo", id(3))
        try alice.send("call:initiate", to: "bo", id(12))
        #expect(fixture.call(of: "alice")?.callee == UserID("bo"))
        #expect(fixture.call(of: "carl") == nil)
    }

    @Test("who leaves calls behind by calling from one device after the other is bound as well")
    func calledFromOneDeviceAfterTheOther() async throws {
        let fixture = try await CallFixture()
        let bo = fixture.device("bo")
        var carl = fixture.device("carl", 1)
        for number in 1...6 {
            _ = try (carl.take(), bo.take())
            try carl.send("call:initiate", to: "bo", id(number))
            if number < 6 {
                // The next call is asked for while this one still rings, and its device is gone.
                carl.disconnect()
                carl = fixture.device("carl", number + 1)
            }
        }
        #expect(try carl.story() == ["session:error(too_many_calls)", "session:call(calling)"])
        #expect(try bo.take().isEmpty, "the fifth rings on")
    }

    @Test("asking again for the same call, and accepting by calling back, is no call more")
    func notCalledAgain() async throws {
        let fixture = try await CallFixture()
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        for number in 1...4 { try callInVain(alice, "bo", number) }
        // None is left to Bo.
        for number in 11...15 { try callInVain(bo, "alice", number) }
        for _ in 0..<20 { try alice.send("call:initiate", to: "bo", id(5)) }
        try bo.send("call:initiate", to: "alice", id(16))
        _ = try (alice.take(), bo.take())
        guard case .inCall? = fixture.call(of: "alice")?.state else {
            Issue.record("they are in no call")
            return
        }
        #expect(fixture.service.statistics.refusals[.tooManyCalls] == nil)
    }

    @Test(
        "a call that is answered makes the two as good as new to each other, and is none of the twenty of a minute"
    )
    func answeredCalls() async throws {
        let fixture = try await CallFixture()
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        for round in 0..<30 {
            for number in 1...4 where round == 0 || round == 29 {
                try callInVain(alice, "bo", round * 10 + number)
            }
            try alice.send("call:initiate", to: "bo", id(round * 10))
            try bo.send("call:accept", to: "alice", id(round * 10))
            try bo.send("call:end", to: "alice", id(round * 10).merging(["reason": "hung_up"]) { $1 })
            // So that they do not say too much.
            fixture.advance(by: .milliseconds(500))
        }
        _ = bo
        #expect(fixture.service.statistics.refusals.isEmpty)
        #expect(fixture.service.statistics.endings == [.cancelled: 8, .hungUp: 30])
    }

    @Test("twenty calls a minute to different people, then one each three seconds")
    func callsOfMinute() {
        var limits = PeopleLimits(callsPerMinute: 20)
        let now = Timestamp(milliseconds: 1_700_000_000_000)
        func places(_ count: Int, at moment: Timestamp) -> Int {
            (0..<count).filter { number in
                let callee = UserID("person-\(number)")!
                guard limits.mayCall(callee, by: UserID("alice")!, at: moment) else { return false }
                let ringing = Call.Ringing(expiresAt: moment, callerConnected: true)
                let caller = Endpoint(user: UserID("alice")!, device: DeviceID.random())
                limits.placed(
                    Call(
                        id: CallID(Samples.call)!, caller: caller, callee: callee, startedAt: moment,
                        state: .ringing(ringing)), at: moment)
                return true
            }.count
        }
        #expect(places(50, at: now) == 20)
        #expect(places(50, at: now.advanced(by: .seconds(2))) == 0)
        #expect(places(50, at: now.advanced(by: .seconds(3))) == 1)
        #expect(limits.mayCall(UserID("alice")!, by: UserID("bo")!, at: now))
    }
}
