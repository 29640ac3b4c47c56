import CallCore
import Logging
import Signaling

/// What arrives on a socket.
extension Switchboard {
    /// A text message has arrived on a socket. Whatever is wrong with it is told to its sender and to
    /// nobody else.
    package func receive(_ text: String, on connection: Connection) {
        guard devices[connection] != nil else { return }
        let now = clock.now
        guard devices.takeToken(connection, at: now) else {
            return refuse(SignalFault(.rateLimited), on: connection, at: now)
        }
        do {
            let signal = try IncomingSignal.decode(text)
            guard signal.from == connection.party.user.description else {
                throw SignalFault(
                    .forgedSender, type: signal.message.type.rawValue, call: signal.message.call)
            }
            counts.signals[signal.message.type, default: 0] += 1
            try handle(signal, on: connection, at: now)
        } catch let fault as SignalFault {
            refuse(fault, on: connection, at: now)
        } catch {
            logger.error("Handling a signal failed", metadata: ["error": "\(error)"])
            refuse(SignalFault(.internalError), on: connection, at: now)
        }
    }

    /// A frame has arrived that is no text message at all.
    package func receiveFaulty(_ code: SignalErrorCode, on connection: Connection) {
        guard devices[connection] != nil else { return }
        refuse(SignalFault(code), on: connection, at: clock.now)
    }

    private func handle(_ signal: IncomingSignal, on connection: Connection, at now: Timestamp) throws {
        let party = connection.party
        switch signal.message {
        case .ping(let sentAt):
            try demand(signal.to == UserID.serverName, .wrongRecipient, signal)
            send(.pong(sentAt: sentAt), to: party)
        case .report(let report):
            try demand(signal.to == UserID.serverName, .wrongRecipient, signal)
            try pass(.reportReceived(from: party), report.call, signal, party, detail: report.summary)
        case .initiate(let call):
            try initiate(call, signal, from: party, at: now)
        case .accept(let call):
            try pass(.acceptReceived(from: party), call, signal, party)
        case .reject(let call, let reason):
            try pass(
                .rejectReceived(from: party, reason: reason), call, signal, party, detail: reason.rawValue)
        case .end(let call, let reason):
            try pass(.endReceived(from: party, reason: reason), call, signal, party, detail: reason.rawValue)
        case .offer(let call, _):
            let effects = try pass(.offerReceived(from: party), call, signal, party)
            if effects.hasRelay { devices[connection]?.candidates = 0 }
        case .answer(let call, _):
            let effects = try pass(.answerReceived(from: party), call, signal, party)
            if effects.hasRelay { devices[connection]?.candidates = 0 }
        case .candidate(let call, _):
            try passCandidate(call, signal, on: connection, at: now)
        }
    }

    private func initiate(
        _ id: CallID, _ signal: IncomingSignal, from party: Party, at now: Timestamp
    ) throws {
        guard let callee = UserID(signal.to), let entry = try people.entry(for: callee) else {
            throw fault(.unknownUser, signal)
        }
        try demand(!entry.isDisabled, .userDisabled, signal)
        let initiation = Initiation(id: id, caller: party, callee: callee)
        let line = self.entry(signal.message.type.rawValue, party: party)
        let decision = try store.begin(initiation, entry: line) { situation in
            initiation.decide(situation, at: now, timers: timers)
        }
        if let call = decision.call {
            if decision.isChanged { noteIfEnded(call) }
            perform(decision.effects, of: call, cause: (signal, party))
        } else if case .refuse(let refusal)? = decision.effects.first {
            throw fault(SignalErrorCode(refusal), signal)
        }
    }

    /// Hands a signal about a known call to the call's machine.
    @discardableResult
    private func pass(
        _ event: CallEvent, _ id: CallID, _ signal: IncomingSignal, _ party: Party, detail: String? = nil
    ) throws -> [CallEffect] {
        let now = clock.now
        let entry = entry(signal.message.type.rawValue, party: party, detail: detail)
        let update = try store.update(id) { call in
            isMisaddressed(signal, by: party, in: call)
                ? CallChange(refusing: .wrongRecipient)
                : CallChange(&call, event, at: now, timers: timers, entry: entry)
        }
        guard let (call, change) = update else { throw fault(.unknownCall, signal) }
        perform(change, of: call, cause: (signal, party))
        return change.effects
    }

    /// Candidates are many and change nothing, so they are decided on a copy and not noted.
    private func passCandidate(
        _ id: CallID, _ signal: IncomingSignal, on connection: Connection, at now: Timestamp
    ) throws {
        let party = connection.party
        guard var call = try store.call(id) else { throw fault(.unknownCall, signal) }
        try demand(!isMisaddressed(signal, by: party, in: call), .wrongRecipient, signal)
        let effects = call.handle(.candidateReceived(from: party), at: now, timers: timers)
        if effects.hasRelay {
            let passedOn = devices[connection]?.candidates ?? 0
            try demand(passedOn < SignalLimits.candidatesPerNegotiation, .tooManyCandidates, signal)
            devices[connection]?.candidates = passedOn + 1
        }
        perform(effects, of: call, cause: (signal, party))
    }

    /// Does a participant's message about a call name anybody but the other participant? What a stranger
    /// writes is the machine's to refuse.
    private func isMisaddressed(_ signal: IncomingSignal, by party: Party, in call: Call) -> Bool {
        switch signal.message {
        case .report, .ping: false
        case .initiate, .accept, .reject, .offer, .answer, .candidate, .end:
            call.involves(party.user) && signal.to != call.peer(of: party.user).description
        }
    }

    private func demand(
        _ condition: Bool, _ code: SignalErrorCode, _ signal: IncomingSignal
    ) throws(SignalFault) {
        guard condition else { throw fault(code, signal) }
    }

    func fault(_ code: SignalErrorCode, _ signal: IncomingSignal) -> SignalFault {
        SignalFault(code, type: signal.message.type.rawValue, call: signal.message.call)
    }

    /// Tells the sender what is wrong and what is so, and closes the socket of one that does not stop.
    func refuse(_ fault: SignalFault, on connection: Connection, at now: Timestamp) {
        counts.refusals[fault.code, default: 0] += 1
        logger.debug(
            "Refused a message",
            metadata: ["code": "\(fault.code.rawValue)", "call_id": "\(fault.call?.description ?? "-")"])
        send(.error(fault), to: connection.party)
        guard devices.forgiveOffence(of: connection.party.user, at: now) else {
            devices[connection]?.link.close(.abuse)
            return
        }
        // A message that was dropped unread may have been about a call too.
        if fault.call != nil || fault.code == .rateLimited || fault.code == .internalError {
            sendCurrentSnapshot(to: connection.party)
        }
    }

    func sendCurrentSnapshot(to party: Party) {
        do {
            let snapshot = try store.current(of: party.user)?.snapshot(for: party)
            send(.call(payload(snapshot)), to: party)
        } catch {
            logger.error("Reading a call failed", metadata: ["error": "\(error)"])
        }
    }
}

extension [CallEffect] {
    /// Is the message at hand passed on?
    fileprivate var hasRelay: Bool {
        contains { if case .relay = $0 { true } else { false } }
    }
}
