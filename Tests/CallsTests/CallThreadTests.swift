import CallCore
import Dispatch
import Logging
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Calls

/// The thread around the service: it takes what comes from anywhere, wakes in time, and ends.
@Suite(.timeLimit(.minutes(1)))
struct CallThreadTests {
    private let fixture: CallFixture
    private let clock: ManualClock
    private let thread: CallThread

    init() async throws {
        fixture = try await CallFixture()
        clock = ManualClock(now: fixture.now)
        thread = CallThread(clock: clock)
    }

    private func start() async throws {
        let database = fixture.database.database
        try await thread.start {
            CallService(
                journal: try SQLiteCallJournal(database), people: try SQLitePeopleDirectory(database),
                timers: CallTimers(), version: "test", logger: Logger(label: "test"))
        }
    }

    @Test("what is submitted from many threads is all taken, each once, and that of a thread in its order")
    func manyThreads() async throws {
        try await start()
        let taken = Mutex<[[Int]]>(Array(repeating: [], count: 8))
        DispatchQueue.concurrentPerform(iterations: 8) { [thread] task in
            for number in 0..<500 {
                thread.submit(.perform { _ in taken.withLock { $0[task].append(number) } })
            }
        }
        await thread.stop()
        #expect(taken.withLock { $0 } == Array(repeating: Array(0..<500), count: 8))
    }

    @Test("a call that a former process left ends in time, though nothing comes in")
    func restoredDeadline() async throws {
        let alice = fixture.device("alice")
        try alice.send("call:initiate", to: "bo", ["call_id": Samples.call])
        try await start()
        // Asking the thread would wake it.
        while clock.alarms == 0 {
            try Task.checkCancellation()
            await Task.yield()
        }
        let journal = try SQLiteCallJournal(fixture.database.database)
        await clock.advance(by: .seconds(44))
        #expect(try journal.load().count == 1)
        await clock.advance(by: .seconds(1))
        #expect(try journal.load().isEmpty)
        await thread.stop()
    }

    @Test("a call that rings does not ring longer because the clock was set back before a start")
    func clockSetBack() async throws {
        let alice = fixture.device("alice")
        fixture.advance(by: .seconds(3_600))
        try alice.send("call:initiate", to: "bo", ["call_id": Samples.call])
        try await start()
        await clock.advance(by: .seconds(45))
        #expect(try await thread.ask { $0.registry.unended.count } == 0)
        await thread.stop()
    }

    @Test("what was submitted before the end is still decided; whoever asks later is told that it has ended")
    func end() async throws {
        try await start()
        let decided = Mutex(0)
        for _ in 0..<100 {
            thread.submit(.perform { service in if service != nil { decided.withLock { $0 += 1 } } })
        }
        await thread.stop()
        #expect(decided.withLock { $0 } == 100)
        await #expect(throws: CallThreadEnded.self) { try await thread.ask { _ in } }
        await thread.stop()
    }

    @Test("a service that cannot be made is an error of the start")
    func noStart() async throws {
        struct Broken: Error {}
        await #expect(throws: Broken.self) { try await thread.start { throw Broken() } }
        await #expect(throws: CallThreadEnded.self) { try await thread.ask { _ in } }
    }
}

/// The machine's clock, however it is set.
struct SystemClockTests {
    private struct Hands {
        var wall = Timestamp(milliseconds: 1_000_000)
        var passed: Duration = .zero
    }

    @Test("time follows the clock forward, never goes back, and never stands still")
    func steady() {
        let hands = Mutex(Hands())
        let begin = ContinuousClock.now
        let clock = SystemClock(
            wallTime: { hands.withLock { $0.wall } },
            instant: { begin.advanced(by: hands.withLock { $0.passed }) })
        func pass(_ duration: Duration, wall: Duration? = nil) -> Int64 {
            hands.withLock { hands in
                hands.passed += duration
                hands.wall = hands.wall.advanced(by: wall ?? duration)
            }
            return clock.now.milliseconds
        }
        #expect(clock.now.milliseconds == 1_000_000)
        #expect(pass(.seconds(1)) == 1_001_000)
        // Set forward by a minute, then back by an hour.
        #expect(pass(.seconds(1), wall: .seconds(61)) == 1_062_000)
        #expect(pass(.seconds(1), wall: .seconds(-3_599)) == 1_063_000)
        #expect(pass(.seconds(10)) == 1_073_000)
        // The clock has caught up and is trusted again.
        #expect(pass(.seconds(1), wall: .seconds(7_200)) > 1_074_000)
    }
}
