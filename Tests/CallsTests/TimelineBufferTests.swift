import CallCore
import Testing

@testable import Calls

struct TimelineBufferTests {
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    private func call(_ state: Call.State? = nil) -> Call {
        let device = DeviceID("00000000-0000-4000-8000-000000000001")!
        return Call(
            id: CallID("11111111-0000-4000-8000-000000000001")!,
            caller: Endpoint(user: UserID("alice")!, device: device), callee: UserID("bo")!, startedAt: now,
            state: state ?? .ringing(.init(expiresAt: now, callerConnected: true)))
    }

    private var line: TimelineEntry { TimelineEntry(at: now, kind: .report) }

    @Test("a timeline stops at its limit, so that nobody can fill the disk, and still holds the ending")
    func limit() {
        var buffer = TimelineBuffer()
        for _ in 0..<TimelineBuffer.linesPerCall + 10 { buffer.add(line, to: call(), at: now) }
        #expect(buffer.lines.count == TimelineBuffer.linesPerCall)
        let ended = Call.Ended(reason: .hungUp, by: nil, at: now, answeredAt: nil)
        buffer.add(TimelineEntry(at: now, kind: .end), to: call(.ended(ended)), at: now)
        #expect(buffer.lines.last?.entry.kind == "call:end")
    }

    @Test("what was put back does not count")
    func putBack() {
        var buffer = TimelineBuffer()
        for _ in 0..<TimelineBuffer.linesPerCall { buffer.add(line, to: call(), at: now) }
        buffer.removeLast(1)
        buffer.add(line, to: call(), at: now)
        #expect(buffer.lines.count == TimelineBuffer.linesPerCall)
        buffer.removeLast(buffer.lines.count)
        #expect(buffer.lines.isEmpty && buffer.dueAt == nil)
    }

    @Test("lines wait for company, but not for long")
    func patience() {
        var buffer = TimelineBuffer()
        #expect(buffer.dueAt == nil)
        buffer.add(line, to: call(), at: now)
        buffer.add(line, to: call(), at: now.advanced(by: .milliseconds(150)))
        #expect(buffer.dueAt == now.advanced(by: .milliseconds(200)))
        buffer.clear()
        #expect(buffer.dueAt == nil && buffer.lines.isEmpty)
    }
}
