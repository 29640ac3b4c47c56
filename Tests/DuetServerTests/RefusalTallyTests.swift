import CallCore
import InMemoryLogging
import Logging
import TestSupport
import Testing

@testable import DuetServer

struct RefusalTallyTests {
    private let start = Timestamp(milliseconds: 1_700_000_000_000)

    private func after(_ seconds: Int64) -> Timestamp { start.advanced(by: .seconds(seconds)) }

    @Test("the first is told at once, those of the next minute together at its end")
    func minute() {
        var tally = RefusalTally()
        #expect(tally.count("foreign_origin", at: start) == .tell(["foreign_origin": 1]))
        #expect(tally.count("sign_in_required", at: after(10)) == .wake(at: after(60)))
        #expect(tally.count("foreign_origin", at: after(20)) == nil)
        #expect(tally.count("sign_in_required", at: after(59)) == nil)
        #expect(tally.wake(at: after(60)) == .tell(["sign_in_required": 2, "foreign_origin": 1]))
        #expect(tally.count("foreign_origin", at: after(61)) == .wake(at: after(120)))
        #expect(tally.wake(at: after(120)) == .tell(["foreign_origin": 1]))
    }

    @Test("after a quiet minute the next is told at once")
    func quiet() {
        var tally = RefusalTally()
        _ = tally.count("foreign_origin", at: start)
        #expect(tally.count("foreign_origin", at: after(60)) == .tell(["foreign_origin": 1]))
        #expect(tally.wake(at: after(61)) == nil)
    }

    @Test("the log gets one line a minute, with codes and counts and nothing else")
    func log() async {
        let log = InMemoryLogHandler()
        let clock = ManualClock(now: start)
        let refusals = RefusalLog(
            "Refused upgrades", clock: clock, logger: Logger(label: "test") { _ in log })
        for _ in 0..<100 { refusals.count("foreign_origin") }
        refusals.count("sign_in_required")
        #expect(log.entries.count == 1)
        await clock.advance(by: .seconds(60))
        #expect(
            log.entries == [
                .init(
                    level: .info, message: "Refused upgrades", metadata: ["codes": ["foreign_origin": "1"]]),
                .init(
                    level: .info, message: "Refused upgrades",
                    metadata: ["codes": ["foreign_origin": "99", "sign_in_required": "1"]]),
            ])
        #expect(clock.alarms == 0)
    }
}
