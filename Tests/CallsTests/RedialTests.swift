import CallCore
import Foundation
import Storage
import Testing

@testable import Calls

/// Carl calls Bo, who does not answer, again and again.
struct RedialTests {
    private let fixture: CallFixture

    init() async throws {
        fixture = try await CallFixture()
    }

    private func id(_ number: Int) -> [String: Any] {
        ["call_id": "22222222-0000-4000-8000-\(String(1_000_000_000_000 + number).dropFirst())"]
    }

    @Test(
        "for half an hour one redials as each ring ends and a friend tries each ten seconds: the friend rings in most minutes",
        arguments: [true, false])
    func friendGetsThrough(boIsOnline: Bool) throws {
        if boIsOnline { _ = fixture.device("bo") }
        let (carl, alice) = (fixture.device("carl"), fixture.device("alice"))
        var (calls, rings) = (0, 0)
        var minutes: Set<Int> = []
        func call(_ device: Device) throws {
            guard fixture.call(of: device.endpoint.user.description) == nil else { return }
            calls += 1
            try device.send("call:initiate", to: "bo", id(calls))
        }
        // Carl has called for ten minutes when Alice first tries.
        for second in 0..<2_400 {
            if second.isMultiple(of: 5) { try call(carl) }
            if second >= 600, second % 10 == 3 {
                let isFree = fixture.call(of: "alice") == nil
                try call(alice)
                if isFree, fixture.call(of: "alice") != nil { rings += 1 }
            }
            if fixture.call(of: "alice") != nil { minutes.insert(second / 60) }
            fixture.advance(by: .seconds(1))
        }
        // A ring lasts 45 seconds. Without an answer to either of them the two are the same to Bo in the end, and share
        // the time.
        #expect(rings == 17)
        #expect(minutes.count == 16)
    }

    @Test(
        "a ring of somebody who has just been missed gives way to somebody else, and is a missed call as any other"
    )
    func givesWay() async throws {
        let (bo, carl, alice) = (fixture.device("bo"), fixture.device("carl"), fixture.device("alice"))
        try carl.send("call:initiate", to: "bo", id(1))
        _ = try (bo.take(), carl.take(), alice.take())
        // The first ring is in nobody's way for long.
        try alice.send("call:initiate", to: "bo", id(2))
        #expect(try alice.story() == ["call:reject(busy)"])
        fixture.advance(by: .seconds(45))
        try carl.send("call:initiate", to: "bo", id(3))
        _ = try (bo.take(), carl.take())
        try alice.send("call:initiate", to: "bo", id(4))
        #expect(
            try bo.story() == [
                "call:end(no_answer)", "session:call(none)", "call:incoming", "session:call(ringing)",
            ])
        #expect(try carl.story() == ["call:end(no_answer)", "session:call(none)"])
        // Alice has not been missed, so Carl waits.
        try carl.send("call:initiate", to: "bo", id(5))
        #expect(try carl.story() == ["call:reject(busy)"])
        let missed = try await fixture.history.calls(of: UserID("bo")!, before: nil, limit: 10)
        #expect(missed.map { $0.ending?.reason } == [.noAnswer, .busy, .noAnswer, .busy])
    }

    @Test("two who are missed in turns let each other's calls ring to their end")
    func turns() throws {
        let (carl, alice) = (fixture.device("carl"), fixture.device("alice"))
        for (number, caller) in [(1, carl), (2, alice), (3, carl)] {
            try caller.send("call:initiate", to: "bo", id(number))
            fixture.advance(by: .seconds(number == 3 ? 20 : 45))
        }
        _ = try alice.take()
        // Each was missed once; Carl's is longer ago.
        try alice.send("call:initiate", to: "bo", id(4))
        #expect(try alice.story() == ["call:reject(busy)"])
    }

    @Test("an answer makes up for all that rang in vain")
    func answered() throws {
        let (bo, carl, alice) = (fixture.device("bo"), fixture.device("carl"), fixture.device("alice"))
        try carl.send("call:initiate", to: "bo", id(1))
        fixture.advance(by: .seconds(45))
        try carl.send("call:initiate", to: "bo", id(2))
        try bo.send("call:accept", to: "carl", id(2))
        try carl.send("call:end", to: "bo", id(2).merging(["reason": "hung_up"]) { $1 })
        try carl.send("call:initiate", to: "bo", id(3))
        _ = try alice.take()
        try alice.send("call:initiate", to: "bo", id(4))
        #expect(try alice.story() == ["call:reject(busy)"])
    }
}
