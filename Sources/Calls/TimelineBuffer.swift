import CallCore

/// Lines of timelines that wait to be saved: with the next commit, or by themselves after a short while.
struct TimelineBuffer {
    /// Lines that one call may have in the life of the process. A device that reports for ever must not fill
    /// the disk.
    static let linesPerCall = 1_000
    /// How long a line may wait for company.
    static let patience: Duration = .milliseconds(200)
    /// So many lines are kept while they cannot be saved; the oldest go first.
    static let limit = 10_000

    private(set) var lines: [TimelineLine] = []
    /// When the lines must be saved by themselves; nil when none waits.
    private(set) var dueAt: Timestamp?
    private var counts: [CallID: Int] = [:]

    /// Adds what happened, if the call still has room. The ending, and the few lines that follow it, always have.
    mutating func add(_ entry: TimelineEntry, to call: Call, at now: Timestamp) {
        let count = counts[call.id, default: 0]
        counts[call.id] = call.isEnded ? nil : count + 1
        guard count < Self.linesPerCall || call.isEnded else { return }
        lines.append(TimelineLine(call: call.id, entry: entry))
        dueAt = dueAt ?? now.advanced(by: Self.patience)
    }

    /// Everything was saved.
    mutating func clear() {
        lines.removeAll(keepingCapacity: true)
        dueAt = nil
    }

    /// Drops the lines that were added last: what they tell was put back.
    mutating func removeLast(_ count: Int) {
        for line in lines.suffix(count) {
            let left = counts[line.call, default: 1] - 1
            counts[line.call] = left > 0 ? left : nil
        }
        lines.removeLast(count)
        if lines.isEmpty { dueAt = nil }
    }

    /// Could not be saved; it is tried again at this moment.
    mutating func postpone(until moment: Timestamp) {
        if lines.count > Self.limit { lines.removeFirst(lines.count - Self.limit) }
        if !lines.isEmpty { dueAt = moment }
    }
}
