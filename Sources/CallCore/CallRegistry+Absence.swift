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

    /// What is to be decided before this, in this order: calls are in its way that only nobody has called over yet.
    ///
    /// - A person whose device is gone and who calls from another one has left the call.
    /// - A call that has been nobody's for half the time after which it is over is not in the way of others.
    /// - A call that rings at the callee may give way to one that rings in its place.
    ///
    /// - Parameter givesWay: May this call, which rings, be ended before its time for the new one? The registry
    ///   remembers nothing of who has rung before, so it is told.
    package func toDecide(
        before input: CallInput, at now: Timestamp, givesWay: (Call) -> Bool = { _ in false }
    ) -> [CallInput] {
        guard case .requested(let request, let sender) = input, request.action == .initiate,
            call(request.call) == nil, let callee = request.peer, callee != sender.user
        else { return [] }
        var inputs: [CallInput] = []
        if let own = call(of: sender.user) {
            // Whoever stays in a call places none.
            guard own.isLeft(by: sender) else { return [] }
            inputs.append(.calledElsewhere(own.id, from: sender))
        }
        guard !request.isFromBlocked, let other = call(of: callee), let deadline = other.deadline else {
            return inputs
        }
        let isOver =
            switch deadline.kind {
            case .abandonment: now.duration(to: deadline.at) <= timers.abandon / 2
            case .ring: other.callee == callee && givesWay(other)
            }
        if isOver { inputs.append(.deadlinePassed(deadline)) }
        return inputs
    }
}

extension Call {
    /// Does this person leave it by calling from this device, because theirs in the call is gone?
    func isLeft(by endpoint: Endpoint) -> Bool {
        switch state {
        case .ringing(let ringing): endpoint.user == caller.user && !ringing.callerConnected
        case .inCall(let inCall):
            switch endpoint.user {
            case caller.user: !inCall.signaling.isUp.caller
            case callee: !inCall.signaling.isUp.callee
            default: false
            }
        case .ended: false
        }
    }

    /// Are its two devices gone, without a time at which that ends it?
    var isUncountedAbsence: Bool {
        if case .inCall(let inCall) = state { inCall.signaling == .neither(abandonedAt: nil) } else { false }
    }
}
