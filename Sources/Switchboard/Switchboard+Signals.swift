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
            try note(report, from: party, signal)
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
            devices[connection]?.candidates = 0
            try pass(.offerReceived(from: party), call, signal, party)
        case .answer(let call, _):
            devices[connection]?.candidates = 0
            try pass(.answerReceived(from: party), call, signal, party)
        case .candidate(let call, _):
            let sent = (devices[connection]?.candidates ?? 0) + 1
            devices[connection]?.candidates = sent
            try demand(sent <= SignalLimits.candidatesPerNegotiation, .tooManyCandidates, signal)
            try passCandidate(call, signal, party, at: now)
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
        if let call = try decision.call ?? store.call(id) ?? store.current(of: party.user) {
            perform(decision.effects, of: call, cause: (signal, party))
        } else if case .refuse(let refusal)? = decision.effects.first {
            throw fault(SignalErrorCode(refusal), signal)
        }
    }

    /// Hands a signal about a known call to the call's machine.
    private func pass(
        _ event: CallEvent, _ id: CallID, _ signal: IncomingSignal, _ party: Party, detail: String? = nil
    ) throws {
        try demandPeer(of: id, signal, party)
        let entry = entry(signal.message.type.rawValue, party: party, detail: detail)
        try apply(event, to: id, entry: entry, cause: (signal, party))
    }

    /// Candidates are many and change nothing, so they are decided on a copy and not noted.
    private func passCandidate(
        _ id: CallID, _ signal: IncomingSignal, _ party: Party, at now: Timestamp
    ) throws {
        var call = try demandPeer(of: id, signal, party)
        let effects = call.handle(.candidateReceived(from: party), at: now, timers: timers)
        perform(effects, of: call, cause: (signal, party))
    }

    @discardableResult
    private func demandPeer(of id: CallID, _ signal: IncomingSignal, _ party: Party) throws -> Call {
        guard let call = try store.call(id) else { throw fault(.unknownCall, signal) }
        try demand(call.involves(party.user), .notYourCall, signal)
        try demand(signal.to == call.peer(of: party.user).description, .wrongRecipient, signal)
        return call
    }

    private func note(_ report: MediaReport, from party: Party, _ signal: IncomingSignal) throws {
        guard let call = try store.call(report.call) else { throw fault(.unknownCall, signal) }
        try demand(call.involves(party.user), .notYourCall, signal)
        let entry = entry(signal.message.type.rawValue, party: party, detail: report.summary)
        _ = try store.update(report.call, entry: entry) { _ in [] }
    }

    private func demand(
        _ condition: Bool, _ code: SignalErrorCode, _ signal: IncomingSignal
    ) throws(SignalFault) {
        guard condition else { throw fault(code, signal) }
    }

    func fault(_ code: SignalErrorCode, _ signal: IncomingSignal) -> SignalFault {
        SignalFault(code, type: signal.message.type.rawValue, call: signal.message.call)
    }

    /// Tells the sender, and closes the socket of one that does not stop.
    func refuse(_ fault: SignalFault, on connection: Connection, at now: Timestamp) {
        counts.refusals[fault.code, default: 0] += 1
        logger.debug(
            "Refused a message",
            metadata: ["code": "\(fault.code.rawValue)", "call_id": "\(fault.call?.description ?? "-")"])
        send(.error(fault), to: connection.party)
        if devices[connection]?.offences.take(at: now) == false {
            devices[connection]?.link.close(.abuse)
        }
    }
}
