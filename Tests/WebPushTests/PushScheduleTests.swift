import CallCore
import TestSupport
import Testing

@testable import WebPush

/// Which message is sent when.
struct PushScheduleTests {
    private let start = ContinuousClock.now
    private let browsers = (0..<4).map { _ in StandInBrowser() }

    private func push(
        _ id: Int, to browser: Int = 0, at host: String = "a.example", about topic: String = "call",
        of recipient: String = "bo", patience: Duration = .seconds(45)
    ) throws -> PushSchedule.Push {
        let subscription = try PushSubscription(
            endpoint: "https://\(host)/\(browser)", publicKey: browsers[browser].publicKey,
            secret: browsers[browser].auth)
        return PushSchedule.Push(
            id: id, message: PushMessage(content: [], topic: PushTopic(topic, for: subscription)),
            subscription: subscription, recipient: try #require(UserID(recipient)),
            lifetime: .untilDeadline, deadline: start + patience, dueAt: start)
    }

    @Test("a message is sent at once, and what has become of it is told once")
    func plain() throws {
        var schedule = PushSchedule()
        #expect(schedule.add(try push(1), at: start).story == ["send 1"])
        #expect(schedule.count == 1)
        #expect(schedule.attempted(1, .taken, at: start).story == ["1 taken"])
        #expect(schedule.attempted(1, .taken, at: start).story.isEmpty)
        #expect(schedule.count == 0)
    }

    @Test(
        "what cannot become better is told at once",
        arguments: [
            (.gone, "1 gone"), (.refused(status: 400), "1 refused"), (.forbidden, "1 forbidden"),
            (nil, "1 failed"),
        ] as [(PushOutcome?, String)])
    func over(outcome: PushOutcome?, story: String) throws {
        var schedule = PushSchedule()
        _ = schedule.add(try push(1), at: start)
        #expect(schedule.attempted(1, outcome, at: start).story == [story])
    }

    @Test("a push service that wants to be asked later is, when it says, but not when it is too late")
    func busy() throws {
        var schedule = PushSchedule()
        _ = schedule.add(try push(1), at: start)
        #expect(schedule.attempted(1, .busy(.seconds(7)), at: start).story.isEmpty)
        #expect(schedule.nextDue(after: start) == start + .seconds(7))
        #expect(schedule.proceed(at: start + .seconds(6)).story.isEmpty)
        #expect(schedule.proceed(at: start + .seconds(7)).story == ["send 1"])
        // 1, 2, 4, 8, 8 … s where it does not say; this is its second attempt.
        #expect(schedule.attempted(1, .busy(nil), at: start + .seconds(7)).story.isEmpty)
        #expect(schedule.nextDue(after: start + .seconds(7)) == start + .seconds(9))
        #expect(schedule.proceed(at: start + .seconds(9)).story == ["send 1"])
        #expect(schedule.attempted(1, .busy(.seconds(36)), at: start + .seconds(9)).story == ["1 late"])
    }

    @Test("a push service that wants to be asked again at once is asked no sooner than one that says nothing")
    func atOnce() throws {
        var schedule = PushSchedule()
        _ = schedule.add(try push(1), at: start)
        #expect(schedule.attempted(1, .busy(.zero), at: start).story.isEmpty)
        #expect(schedule.nextDue(after: start) == start + .seconds(1))
    }

    @Test("where nothing is reached it is tried three times")
    func unreachable() throws {
        var schedule = PushSchedule()
        _ = schedule.add(try push(1), at: start)
        #expect(schedule.attempted(1, .unreachable, at: start).story.isEmpty)
        #expect(schedule.proceed(at: start + .seconds(1)).story == ["send 1"])
        #expect(schedule.attempted(1, .unreachable, at: start + .seconds(1)).story.isEmpty)
        #expect(schedule.proceed(at: start + .seconds(3)).story == ["send 1"])
        #expect(schedule.attempted(1, .unreachable, at: start + .seconds(3)).story == ["1 unreachable"])
    }

    @Test("of one call the newest message counts, and never comes before an older one")
    func order() throws {
        var schedule = PushSchedule()
        #expect(schedule.add(try push(1), at: start).story == ["send 1"])
        #expect(schedule.add(try push(2), at: start).story.isEmpty, "the first is on its way")
        #expect(schedule.add(try push(3), at: start).story == ["2 superseded"])
        #expect(schedule.add(try push(4, about: "other"), at: start).story.isEmpty)
        // The first one would have been tried again.
        #expect(schedule.attempted(1, .busy(nil), at: start).story == ["1 superseded", "send 3"])
        #expect(schedule.attempted(3, .taken, at: start).story == ["3 taken", "send 4"])
    }

    @Test("another browser's message is nobody else's")
    func others() throws {
        var schedule = PushSchedule()
        _ = schedule.add(try push(1), at: start)
        #expect(schedule.add(try push(2, to: 1), at: start).story == ["send 2"])
    }

    @Test("a slow host holds up only what is for itself")
    func hosts() throws {
        var schedule = PushSchedule(room: .init(messages: 10, sending: 3, sendingToHost: 2))
        #expect(schedule.add(try push(1, to: 0), at: start).story == ["send 1"])
        #expect(schedule.add(try push(2, to: 1), at: start).story == ["send 2"])
        #expect(schedule.add(try push(3, to: 2), at: start).story.isEmpty)
        #expect(schedule.add(try push(4, to: 0, at: "b.example"), at: start).story == ["send 4"])
        #expect(schedule.add(try push(5, to: 1, at: "b.example"), at: start).story.isEmpty, "that is three")
        #expect(schedule.attempted(4, .taken, at: start).story == ["4 taken", "send 5"])
        #expect(schedule.attempted(1, .taken, at: start).story == ["1 taken", "send 3"])
    }

    @Test("somebody whose browsers do not answer holds up only what is for themselves")
    func people() throws {
        var schedule = PushSchedule(room: .init(messages: 10, sending: 4, sendingToPerson: 2))
        #expect(schedule.add(try push(1, at: "a.example"), at: start).story == ["send 1"])
        #expect(schedule.add(try push(2, at: "b.example"), at: start).story == ["send 2"])
        #expect(schedule.add(try push(3, at: "c.example"), at: start).story.isEmpty)
        #expect(schedule.add(try push(4, at: "d.example", of: "carl"), at: start).story == ["send 4"])
        #expect(schedule.attempted(2, .taken, at: start).story == ["2 taken", "send 3"])
    }

    @Test("what is of no use any more is not sent")
    func late() throws {
        var schedule = PushSchedule(room: .init(messages: 10, sending: 1, sendingToHost: 1))
        _ = schedule.add(try push(1), at: start)
        _ = schedule.add(try push(2, to: 1), at: start)
        #expect(schedule.attempted(1, .taken, at: start + .seconds(45)).story == ["1 taken", "2 late"])
    }

    @Test("there is room for so many, and none after the end")
    func room() throws {
        var schedule = PushSchedule(room: .init(messages: 2, sending: 1, sendingToHost: 1))
        _ = schedule.add(try push(1), at: start)
        _ = schedule.add(try push(2, to: 1), at: start)
        #expect(schedule.add(try push(3, to: 2), at: start).story == ["3 dropped"])
        #expect(schedule.stop().story.sorted() == ["1 dropped", "2 dropped"])
        #expect(schedule.add(try push(4), at: start).story == ["4 dropped"])
        #expect(schedule.attempted(1, .taken, at: start).story.isEmpty)
    }
}

extension [PushSchedule.Effect] {
    /// The effects in words.
    fileprivate var story: [String] {
        map { effect in
            switch effect {
            case .send(let push): "send \(push.id)"
            case .report(let id, let result): "\(id) \(result.rawValue)"
            }
        }
    }
}
