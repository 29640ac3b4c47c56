/// Deciding.
extension CallRegistry {
    /// Takes a fact, changes the registry, and says what follows.
    ///
    /// - Parameters:
    ///   - input: What happened.
    ///   - now: When.
    /// - Returns: What was decided. Its deliveries may be performed once the changed call is saved as
    ///   ``CallDecision/saving`` demands.
    package mutating func handle(_ input: CallInput, at now: Timestamp) -> CallDecision {
        switch input {
        case .connected(let endpoint): connect(endpoint, at: now)
        case .disconnected(let endpoint): disconnect(endpoint, at: now)
        case .requested(let request, let sender): answer(request, from: sender, at: now)
        case .calledElsewhere(let call, let endpoint): leave(call, at: endpoint, at: now)
        case .signedOut(let endpoint):
            end(call(of: endpoint.user), .signedOut(endpoint), by: endpoint, at: now)
        case .accountClosed(let user):
            end(call(of: user), .accountClosed(user), by: call(of: user)?.device(of: user), at: now)
        case .notified(let call, let isTaken): note(call, isTaken, at: now)
        case .deadlinePassed(let deadline): pass(deadline, at: now)
        case .restored(let call): restore(call, at: now)
        }
    }

    // MARK: Devices come and go

    private mutating func connect(_ endpoint: Endpoint, at now: Timestamp) -> CallDecision {
        let wasConnected = setConnected(endpoint, true)
        let change = CallDecision.ConnectionChange(
            endpoint: endpoint, wasConnected: wasConnected, absences: countAbsences(at: now))
        guard let call = call(of: endpoint.user),
            !call.isTooLateToRing(at: endpoint.user, now: now, timers: timers)
        else {
            return CallDecision(
                before: nil, after: nil, entry: nil, deliveries: [.ready(nil, to: endpoint)],
                connection: change)
        }
        var after = call
        let losses = wasConnected ? lose(endpoint, of: &after, at: now) : []
        let effects = after.handle(.deviceConnected(endpoint), at: now, timers: timers)
        let entry = TimelineEntry(
            at: now, kind: .connected, endpoint: endpoint, detail: wasConnected ? "replaced" : nil)
        return conclude(
            call, after, effects, entry, now, connection: change,
            first: [.ready(snapshot(of: after, for: endpoint), to: endpoint)] + losses)
    }

    /// A device that opens a socket while it has one has found that one dead. What was said into it since is lost,
    /// so for the others the device was gone.
    private func lose(_ endpoint: Endpoint, of call: inout Call, at now: Timestamp) -> [CallDelivery] {
        var told: [CallDelivery] = []
        for effect in call.handle(.deviceDisconnected(endpoint), at: now, timers: timers) {
            add(effect, of: call, now, nil, to: &told)
        }
        return told.filter { $0.recipient != endpoint }
    }

    private mutating func disconnect(_ endpoint: Endpoint, at now: Timestamp) -> CallDecision {
        let wasConnected = setConnected(endpoint, false)
        let change = CallDecision.ConnectionChange(
            endpoint: endpoint, wasConnected: wasConnected, absences: ceaseToCountAbsences(at: now))
        guard let call = call(of: endpoint.user) else { return .nothing(connection: change) }
        var after = call
        let effects = after.handle(.deviceDisconnected(endpoint), at: now, timers: timers)
        let entry = TimelineEntry(at: now, kind: .disconnected, endpoint: endpoint)
        return conclude(call, after, effects, entry, now, connection: change)
    }

    // MARK: Requests

    private mutating func answer(
        _ request: CallRequest, from sender: Endpoint, at now: Timestamp
    ) -> CallDecision {
        let cause = Cause(request: request, sender: sender)
        if request.action == .initiate { return initiate(cause, at: now) }
        guard let call = call(request.call) else { return refuse(.unknownCall, cause) }
        // What a stranger writes is the machine's to refuse.
        let isMisaddressed =
            request.isForPeer && call.involves(sender.user) && request.peer != call.peer(of: sender.user)
        if isMisaddressed { return refuse(.wrongRecipient, cause) }
        var after = call
        let effects = after.handle(request.event(from: sender), at: now, timers: timers)
        return conclude(call, after, effects, request.entry(from: sender, at: now), now, cause: cause)
    }

    private mutating func initiate(_ cause: Cause, at now: Timestamp) -> CallDecision {
        let (request, caller) = (cause.request, cause.sender)
        guard let callee = request.peer else { return refuse(.wrongRecipient, cause) }
        let initiation = Initiation(id: request.call, caller: caller, callee: callee)
        let decision = initiation.decide(
            Initiation.Situation(
                sameID: call(request.call), ofCaller: call(of: caller.user), ofCallee: call(of: callee),
                isBlocked: request.isFromBlocked, isCalleeConnected: isConnected(callee),
                isCalleeNotified: request.isPeerNotified),
            at: now, timers: timers)
        guard let after = decision.call else {
            guard case .refuse(let refusal)? = decision.effects.first else { return .nothing() }
            return refuse(refusal, cause)
        }
        let before = calls[after.id]
        // That a call was placed is told with how far it got at once: whoever asks later why nobody answered must know.
        let reach = before == nil ? snapshot(of: after, for: caller)?.reach : nil
        let entry = TimelineEntry(at: now, kind: .initiate, endpoint: caller, detail: reach?.rawValue)
        return conclude(before, after, decision.effects, entry, now, cause: cause)
    }

    private mutating func leave(_ id: CallID, at endpoint: Endpoint, at now: Timestamp) -> CallDecision {
        let entry = TimelineEntry(
            at: now, kind: .end, endpoint: endpoint, detail: EndReason.calledElsewhere.rawValue)
        return happen(.calledElsewhere(from: endpoint), to: calls[id], entry)
    }

    /// Somebody, at one device or at all, may not be in a call any more. Where none of their devices is in it, it is the
    /// server that ends it.
    private mutating func end(
        _ call: Call?, _ event: CallEvent, by endpoint: Endpoint?, at now: Timestamp
    ) -> CallDecision {
        let entry = TimelineEntry(
            at: now, kind: .end, endpoint: endpoint, detail: EndReason.signedOut.rawValue)
        return happen(event, to: call, entry)
    }

    private mutating func note(_ id: CallID, _ isTaken: Bool, at now: Timestamp) -> CallDecision {
        let entry = TimelineEntry(at: now, kind: .notified, detail: isTaken ? nil : "not_taken")
        return happen(.notified(isTaken: isTaken), to: calls[id], entry)
    }

    /// A fact that no device asks for; only one that changes the call has a line.
    private mutating func happen(
        _ event: CallEvent, to call: Call?, _ entry: TimelineEntry
    ) -> CallDecision {
        guard let call else { return .nothing() }
        var after = call
        let effects = after.handle(event, at: entry.at, timers: timers)
        return conclude(call, after, effects, after == call ? nil : entry, entry.at)
    }

    private func refuse(_ refusal: CallRefusal, _ cause: Cause) -> CallDecision {
        CallDecision(
            before: nil, after: nil, entry: nil, deliveries: told(refusal, cause), connection: nil)
    }

    // MARK: Time

    private mutating func pass(_ deadline: Deadline, at now: Timestamp) -> CallDecision {
        let entry = TimelineEntry(at: now, kind: .deadline, detail: deadline.kind.rawValue)
        return happen(.deadlinePassed(deadline), to: calls[deadline.call], entry)
    }

    private mutating func restore(_ call: Call, at now: Timestamp) -> CallDecision {
        put(call, inPlaceOf: nil)
        var after = call
        let effects = after.handle(.serverRestarted, at: now, timers: timers)
        return conclude(call, after, effects, TimelineEntry(at: now, kind: .restarted), now)
    }

    // MARK: From orders to deliveries

    /// The request that a decision answers, and whose it is.
    private struct Cause {
        let request: CallRequest
        let sender: Endpoint
    }

    /// Puts the changed call in its place and turns the machine's orders into what devices hear.
    private mutating func conclude(
        _ before: Call?, _ after: Call, _ effects: [CallEffect], _ entry: TimelineEntry?, _ now: Timestamp,
        cause: Cause? = nil, connection: CallDecision.ConnectionChange? = nil, first: [CallDelivery] = []
    ) -> CallDecision {
        if after != before { put(after, inPlaceOf: before) }
        // What is refused, and what comes after the end, has not happened: it gets no line.
        var isNoted = before?.isEnded != true
        var deliveries = first
        for effect in effects {
            if case .refuse = effect { isNoted = false }
            add(effect, of: after, now, cause, to: &deliveries)
        }
        return CallDecision(
            before: before, after: after, entry: isNoted ? entry : nil, deliveries: deliveries,
            connection: connection)
    }

    private func add(
        _ effect: CallEffect, of call: Call, _ now: Timestamp, _ cause: Cause?,
        to deliveries: inout [CallDelivery]
    ) {
        switch effect {
        case .send(let signal, let sender, let recipients):
            for endpoint in connected(recipients) {
                deliveries.append(
                    .signal(signal, call: name(of: call, for: endpoint, cause), from: sender, to: endpoint))
            }
        case .relay(let endpoint):
            if isConnected(endpoint) { deliveries.append(.relay(call: call.id, to: endpoint)) }
        case .updateSnapshots:
            for user in [call.caller.user, call.callee]
            // A device that was told nothing because too little time was left must not start to ring because
            // of somebody else's news.
            where !call.isTooLateToRing(at: user, now: now, timers: timers) {
                for endpoint in devices(of: user) {
                    deliveries.append(.snapshot(snapshot(of: call, for: endpoint), to: endpoint))
                }
            }
        case .sendSnapshot(let endpoint):
            if isConnected(endpoint) {
                deliveries.append(.snapshot(snapshot(of: call, for: endpoint), to: endpoint))
            }
        case .sendCurrentSnapshot(let endpoint):
            if isConnected(endpoint) { deliveries.append(.snapshot(snapshot(for: endpoint), to: endpoint)) }
        case .refuse(let refusal):
            if let cause { deliveries += told(refusal, cause) }
        }
    }

    /// Whoever is refused is told what is so.
    private func told(_ refusal: CallRefusal, _ cause: Cause) -> [CallDelivery] {
        [.refusal(refusal, to: cause.sender), .snapshot(snapshot(for: cause.sender), to: cause.sender)]
    }

    private func connected(_ recipients: Recipients) -> [Endpoint] {
        switch recipients {
        case .device(let endpoint): isConnected(endpoint) ? [endpoint] : []
        case .everyDevice(let user): devices(of: user)
        case .otherDevices(let endpoint): devices(of: endpoint.user).filter { $0 != endpoint }
        }
    }

    /// Whoever speaks of a call by its alias may know no other name, so the answer has the same.
    private func name(of call: Call, for endpoint: Endpoint, _ cause: Cause?) -> CallID {
        guard let cause, cause.sender == endpoint else { return call.id }
        return cause.request.call
    }
}

extension CallDecision {
    fileprivate static func nothing(connection: ConnectionChange? = nil) -> CallDecision {
        CallDecision(before: nil, after: nil, entry: nil, deliveries: [], connection: connection)
    }
}
