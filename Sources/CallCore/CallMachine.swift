/// The server's call machine: what each event does to a call.
///
/// One function a state. An event that a state does not expect from this sender is refused or
/// answered with the truth, never ignored in silence.
extension Call {
    /// Takes a fact, changes the call, and gives the orders that follow.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - now: When.
    ///   - timers: The durations in force.
    /// - Returns: Orders, to be performed in this sequence after the call was saved.
    package mutating func handle(
        _ event: CallEvent, at now: Timestamp, timers: CallTimers
    ) -> [CallEffect] {
        if let sender = event.sender, !involves(sender.user) { return [.refuse(.notYourCall)] }
        return switch state {
        case .ringing(let ringing): handleRinging(ringing, event, at: now, timers: timers)
        case .inCall(let inCall): handleInCall(inCall, event, at: now, timers: timers)
        case .ended(let ended): handleEnded(ended, event)
        }
    }

    // MARK: Ringing

    private mutating func handleRinging(
        _ ringing: Ringing, _ event: CallEvent, at now: Timestamp, timers: CallTimers
    ) -> [CallEffect] {
        switch event {
        case .initiateReceived(let sender):
            return sender == caller ? [.sendSnapshot(to: sender)] : [.refuse(.otherDevice)]

        case .acceptReceived(let sender):
            guard sender.user == callee else { return [.refuse(.wrongState)] }
            state = .inCall(
                InCall(
                    answeredAt: now, calleeDevice: sender.device,
                    signaling: ringing.callerConnected ? .both : .calleeOnly))
            return [
                .send(.accept, from: .person(callee), to: .device(caller)),
                .send(.end(.answeredElsewhere), from: .server, to: .otherDevices(than: sender)),
                .updateSnapshots,
            ]

        // Only what was answered can be continued elsewhere.
        case .takeOverReceived:
            return [.refuse(.wrongState)]

        case .rejectReceived(let sender, let reason):
            guard sender.user == callee else { return [.refuse(.wrongState)] }
            guard reason.isRejection else { return [.refuse(.reasonNotAllowed)] }
            return decline(reason, by: sender, at: now)

        case .endReceived(let sender, let reason):
            if sender.user == callee {
                // The acceptance was lost on its way, and the person, or their device, has given up since.
                guard let reason = reason.endingAcceptance else { return [.refuse(.reasonNotAllowed)] }
                return decline(reason, by: sender, at: now)
            }
            guard sender == caller else { return [.refuse(.otherDevice)] }
            guard let reason = reason.endingRinging else { return [.refuse(.reasonNotAllowed)] }
            return cancel(reason, at: now)

        case .offerReceived, .answerReceived, .candidateReceived, .muteReceived, .reportReceived:
            return [.refuse(.wrongState)]

        case .deviceConnected(let endpoint):
            if endpoint == caller {
                state = .ringing(ringing.with(callerConnected: true))
                return [.updateSnapshots]
            }
            guard endpoint.user == callee else { return [] }
            let rung = ringing.beginning(at: now, timers: timers)
            state = .ringing(rung)
            return [
                .send(
                    .incoming(caller: caller.user, expiresAt: rung.expiresAt), from: .server,
                    to: .device(endpoint)),
                .sendSnapshot(to: caller),
            ]

        case .deviceDisconnected(let endpoint):
            if endpoint.user == callee { return [.sendSnapshot(to: caller)] }
            guard endpoint == caller else { return [] }
            state = .ringing(ringing.with(callerConnected: false))
            return [.updateSnapshots]

        case .calledElsewhere(let endpoint):
            return isLeft(by: endpoint) ? cancel(.cancelled, at: now) : []

        case .signedOut(let endpoint):
            return endpoint == caller ? cancel(.cancelled, at: now) : []

        // Where a device is signed out, others may go on ringing; here there are no others.
        case .accountClosed(let user):
            if user == caller.user { return cancel(.cancelled, at: now) }
            guard user == callee else { return [] }
            end(.signedOut, by: callee, at: now)
            return [
                .send(.end(.signedOut), from: .person(callee), to: .device(caller)),
                .send(.end(.signedOut), from: .server, to: .everyDevice(of: callee)),
                .updateSnapshots,
            ]

        case .notified(let isTaken):
            guard ringing.notice == .underWay else { return [] }
            state = .ringing(ringing.with(notice: isTaken ? .taken : .none))
            return [.sendSnapshot(to: caller)]

        case .absenceCounts, .absenceIsUncertain:
            return []

        case .deadlinePassed(let passed):
            guard passed == deadline else { return [] }
            end(.noAnswer, by: nil, at: now)
            return [
                .send(.end(.noAnswer), from: .server, to: .device(caller)),
                .send(.end(.noAnswer), from: .server, to: .everyDevice(of: callee)),
                .updateSnapshots,
            ]

        case .serverRestarted:
            // If the clock was set back meanwhile it rings no longer than it would have rung.
            let expiresAt = min(ringing.expiresAt, now.advanced(by: timers.ring))
            // Who has rung or was notified is not known any more.
            state = .ringing(Ringing(expiresAt: expiresAt, callerConnected: false))
            return []
        }
    }

    // MARK: In call

    private mutating func handleInCall(
        _ inCall: InCall, _ event: CallEvent, at now: Timestamp, timers: CallTimers
    ) -> [CallEffect] {
        let boundCallee = Endpoint(user: callee, device: inCall.calleeDevice)
        switch event {
        case .initiateReceived(let sender):
            // The callee's device asks by the alias: its own call was taken for an acceptance.
            return sender == caller || sender == boundCallee
                ? [.sendSnapshot(to: sender)] : [.refuse(.otherDevice)]

        case .acceptReceived(let sender):
            guard sender.user == callee else { return [.refuse(.wrongState)] }
            guard sender == boundCallee else { return [tell(sender, .answeredElsewhere)] }
            return [.send(.accept, from: .person(callee), to: .device(caller))]

        case .takeOverReceived(let sender):
            return takeOver(inCall, by: sender)

        case .rejectReceived(let sender, _):
            guard sender.user == callee, sender != boundCallee else { return [.refuse(.wrongState)] }
            return [tell(sender, .answeredElsewhere)]

        case .offerReceived(let sender):
            return relay(from: sender, expected: caller, to: boundCallee)

        case .answerReceived(let sender):
            return relay(from: sender, expected: boundCallee, to: caller)

        case .candidateReceived(let sender), .muteReceived(let sender):
            return sender.user == caller.user
                ? relay(from: sender, expected: caller, to: boundCallee)
                : relay(from: sender, expected: boundCallee, to: caller)

        case .reportReceived(let sender):
            return sender == caller || sender == boundCallee ? [] : [.refuse(.otherDevice)]

        case .endReceived(let sender, let reason):
            guard sender == caller || sender == boundCallee else { return [.refuse(.otherDevice)] }
            guard let reason = reason.endingConversation else { return [.refuse(.reasonNotAllowed)] }
            return hangUp(reason, by: sender.user, boundCallee, at: now)

        case .calledElsewhere(let endpoint):
            return isLeft(by: endpoint)
                ? hangUp(.calledElsewhere, by: endpoint.user, boundCallee, at: now) : []

        case .deviceConnected(let endpoint), .deviceDisconnected(let endpoint):
            let up = if case .deviceConnected = event { true } else { false }
            var signaling = inCall.signaling
            if endpoint == caller { signaling = signaling.setting(caller: up) }
            if endpoint == boundCallee { signaling = signaling.setting(callee: up) }
            guard signaling != inCall.signaling else { return [] }
            state = .inCall(inCall.with(signaling))
            return [.updateSnapshots]

        case .signedOut(let endpoint):
            guard endpoint == caller || endpoint == boundCallee else { return [] }
            return [tell(endpoint, .signedOut)]
                + hangUp(.signedOut, by: endpoint.user, boundCallee, at: now)

        case .accountClosed(let user):
            guard involves(user) else { return [] }
            return [tell(user == caller.user ? caller : boundCallee, .signedOut)]
                + hangUp(.signedOut, by: user, boundCallee, at: now)

        case .notified:
            return []

        case .absenceCounts:
            if inCall.signaling == .neither(abandonedAt: nil) {
                state = .inCall(inCall.with(.neither(abandonedAt: now.advanced(by: timers.abandon))))
            }
            return []

        case .absenceIsUncertain:
            if case .neither = inCall.signaling { state = .inCall(inCall.with(.neither(abandonedAt: nil))) }
            return []

        case .deadlinePassed(let passed):
            guard passed == deadline else { return [] }
            end(.abandoned, by: nil, at: now)
            return [
                .send(.end(.abandoned), from: .server, to: .device(caller)),
                .send(.end(.abandoned), from: .server, to: .device(boundCallee)),
                .updateSnapshots,
            ]

        case .serverRestarted:
            state = .inCall(inCall.with(.neither(abandonedAt: nil)))
            return []
        }
    }

    // MARK: Ended

    /// Ended is final: whoever still speaks of the call is told how it ended, and what is so instead.
    private func handleEnded(_ ended: Ended, _ event: CallEvent) -> [CallEffect] {
        switch event {
        case .initiateReceived(let sender), .acceptReceived(let sender), .takeOverReceived(let sender),
            .rejectReceived(let sender, _), .offerReceived(let sender), .answerReceived(let sender),
            .endReceived(let sender, _), .muteReceived(let sender), .reportReceived(let sender):
            [tell(sender, ended.reason), .sendCurrentSnapshot(to: sender)]
        // Many are on their way when a call ends, and none of them asks for anything.
        case .candidateReceived(let sender):
            [tell(sender, ended.reason)]
        case .deviceConnected, .deviceDisconnected, .calledElsewhere, .signedOut, .accountClosed, .notified,
            .absenceCounts, .absenceIsUncertain, .deadlinePassed, .serverRestarted:
            []
        }
    }

    // MARK: Parts

    private mutating func end(_ reason: EndReason, by user: UserID?, at now: Timestamp) {
        let answeredAt: Timestamp? = if case .inCall(let inCall) = state { inCall.answeredAt } else { nil }
        state = .ended(Ended(reason: reason, by: user, at: now, answeredAt: answeredAt))
    }

    private mutating func cancel(_ reason: EndReason, at now: Timestamp) -> [CallEffect] {
        end(reason, by: caller.user, at: now)
        return [
            .send(.end(reason), from: .person(caller.user), to: .everyDevice(of: callee)),
            .updateSnapshots,
        ]
    }

    private mutating func hangUp(
        _ reason: EndReason, by user: UserID, _ boundCallee: Endpoint, at now: Timestamp
    ) -> [CallEffect] {
        end(reason, by: user, at: now)
        let other = user == caller.user ? boundCallee : caller
        return [.send(.end(reason), from: .person(user), to: .device(other)), .updateSnapshots]
    }

    private mutating func decline(
        _ reason: EndReason, by sender: Endpoint, at now: Timestamp
    ) -> [CallEffect] {
        end(reason, by: callee, at: now)
        return [
            .send(.reject(reason), from: .person(callee), to: .device(caller)),
            .send(.end(.declinedElsewhere), from: .server, to: .otherDevices(than: sender)),
            .updateSnapshots,
        ]
    }

    /// The device that had the call on this side hears by its snapshot that it is elsewhere. As after a reload the
    /// caller's device makes the next offer, and the callee's is sent one.
    private mutating func takeOver(_ inCall: InCall, by sender: Endpoint) -> [CallEffect] {
        var taken = inCall
        if sender.user == callee {
            taken.calleeDevice = sender.device
            taken.signaling = inCall.signaling.setting(callee: true)
        } else {
            caller = sender
            taken.signaling = inCall.signaling.setting(caller: true)
        }
        state = .inCall(taken)
        let request: [CallEffect] =
            sender.user == callee ? [.send(.accept, from: .person(callee), to: .device(caller))] : []
        return request + [.updateSnapshots]
    }

    private func tell(_ endpoint: Endpoint, _ reason: EndReason) -> CallEffect {
        .send(.end(reason), from: .server, to: .device(endpoint))
    }

    private func relay(from sender: Endpoint, expected: Endpoint, to recipient: Endpoint) -> [CallEffect] {
        if sender == expected { return [.relay(to: recipient)] }
        return [.refuse(sender.user == expected.user ? .otherDevice : .wrongState)]
    }
}

extension Call.Signaling {
    /// Which sockets are up, as two answers; the state itself cannot hold the senseless combinations.
    package var isUp: (caller: Bool, callee: Bool) {
        switch self {
        case .both: (true, true)
        case .callerOnly: (true, false)
        case .calleeOnly: (false, true)
        case .neither: (false, false)
        }
    }

    fileprivate func setting(caller: Bool) -> Self { Self.with(caller, isUp.callee, after: self) }

    fileprivate func setting(callee: Bool) -> Self { Self.with(isUp.caller, callee, after: self) }

    private static func with(_ caller: Bool, _ callee: Bool, after before: Self) -> Self {
        switch (caller, callee) {
        case (true, true): return .both
        case (true, false): return .callerOnly
        case (false, true): return .calleeOnly
        case (false, false):
            // Another goodbye of a device that was gone does not start anew.
            if case .neither = before { return before }
            return .neither(abandonedAt: nil)
        }
    }
}

extension Call.Ringing {
    /// Whoever is notified needs time to get to their device: it rings there for its full time, once.
    fileprivate func beginning(at now: Timestamp, timers: CallTimers) -> Self {
        var ringing = self
        if startsAnew { ringing.expiresAt = now.advanced(by: timers.ring) }
        ringing.hasRung = true
        return ringing
    }

    fileprivate func with(callerConnected: Bool) -> Self {
        var ringing = self
        ringing.callerConnected = callerConnected
        return ringing
    }

    fileprivate func with(notice: Notice) -> Self {
        var ringing = self
        ringing.notice = notice
        return ringing
    }
}

extension Call.InCall {
    fileprivate func with(_ signaling: Call.Signaling) -> Self {
        Self(answeredAt: answeredAt, calleeDevice: calleeDevice, signaling: signaling)
    }
}

extension CallEvent {
    /// Who sent the message that this event is; nil when it is no message.
    var sender: Endpoint? {
        switch self {
        case .initiateReceived(let sender), .acceptReceived(let sender), .takeOverReceived(let sender),
            .rejectReceived(let sender, _), .offerReceived(let sender), .answerReceived(let sender),
            .candidateReceived(let sender), .endReceived(let sender, _), .muteReceived(let sender),
            .reportReceived(let sender):
            sender
        case .deviceConnected, .deviceDisconnected, .calledElsewhere, .signedOut, .accountClosed, .notified,
            .absenceCounts, .absenceIsUncertain, .deadlinePassed, .serverRestarted:
            nil
        }
    }
}
