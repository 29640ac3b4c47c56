import CallCore
import Signaling

/// What devices tell of the sound.
extension CallService {
    /// Notes what has been told for long enough, or all that is left of a call that has ended. It is no part of what is saved
    /// with the decision: a batch that cannot be saved is decided again, and nothing may be counted twice.
    func condense(_ decision: CallDecision, _ cause: Cause?, at now: Timestamp) {
        guard let call = decision.after, decision.entry != nil else { return }
        var lines: [TimelineEntry] = []
        if call.isEnded {
            lines = digest.finish(call.id, at: now)
        } else if case .message(let message)? = cause, let report = cause?.soundReport {
            lines = digest.take(report, of: call.id, from: message.sender.endpoint, at: now)
        }
        for line in lines { timeline.add(line, to: call, at: now) }
    }

    /// Saves what waits to be saved of a call's timeline, so that whoever reads the store finds it. While the store cannot
    /// save, they find it later.
    func flushTimeline(of call: CallID, at now: Timestamp) {
        if timeline.lines.contains(where: { $0.call == call }) { saveTimeline(at: now) }
    }
}

extension CallService.Cause {
    /// What a device tells of the sound that it hears; nil when it is something else.
    var soundReport: MediaReport? {
        guard case .message(let message) = self, case .report(let report) = message.signal.message,
            report.media == .connected
        else { return nil }
        return report
    }
}
