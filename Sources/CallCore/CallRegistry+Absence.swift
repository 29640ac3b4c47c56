/// Calls whose two devices are gone.
///
/// Their time counts from the first device, whoever's, that connects after they went, and as long as anybody is
/// connected: a server that nobody can reach knows nothing about its people.
extension CallRegistry {
    /// Somebody connects: from now on absence counts.
    /// - Returns: The calls that were changed, as they were.
    mutating func countAbsences(at now: Timestamp) -> [Call] {
        change(uncountedAbsences.compactMap { call($0) }, by: .absenceCounts, at: now)
    }

    /// Somebody has gone. When it was the last one, absence no longer counts.
    /// - Returns: The calls that were changed, as they were.
    mutating func ceaseToCountAbsences(at now: Timestamp) -> [Call] {
        isAnybodyConnected ? [] : change(unended, by: .absenceIsUncertain, at: now)
    }

    private mutating func change(_ calls: [Call], by event: CallEvent, at now: Timestamp) -> [Call] {
        calls.filter { before in
            var after = before
            _ = after.handle(event, at: now, timers: timers)
            guard after != before else { return false }
            put(after, inPlaceOf: before)
            return true
        }
    }

    /// What is to be decided before this: a call is in its way that only nobody has called over yet. To be asked
    /// again until it is nil.
    ///
    /// - A person whose device is gone and who calls from another one has left the call.
    /// - A call that has been nobody's for half the time after which it is over is not in the way of others.
    package func firstToDecide(before input: CallInput, at now: Timestamp) -> CallInput? {
        guard case .requested(let request, let sender) = input, request.action == .initiate,
            call(request.call) == nil, let callee = request.peer, callee != sender.user
        else { return nil }
        if let own = call(of: sender.user), let device = own.device(of: sender.user), !isConnected(device) {
            return .calledElsewhere(own.id, from: sender)
        }
        if let deadline = call(of: callee)?.deadline, deadline.kind == .abandonment,
            now.duration(to: deadline.at) <= timers.abandon / 2
        {
            return .deadlinePassed(deadline)
        }
        return nil
    }
}

extension Call {
    /// Are its two devices gone, without a time at which that ends it?
    var isUncountedAbsence: Bool {
        if case .inCall(let inCall) = state { inCall.signaling == .neither(abandonedAt: nil) } else { false }
    }
}
