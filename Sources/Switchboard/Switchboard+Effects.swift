import CallCore
import Logging
import Signaling

/// Deciding, saving, and performing what the call's machine ordered.
extension Switchboard {
    /// The message that an event came from, and who sent it.
    typealias Cause = (signal: IncomingSignal, party: Party)

    /// Lets the machine decide, saves, and performs what it ordered. Save before send.
    func apply(_ event: CallEvent, to id: CallID, entry: TimelineEntry) throws {
        let now = clock.now
        let update = try store.update(id) { call in
            CallChange(&call, event, at: now, timers: timers, entry: entry)
        }
        guard let (call, change) = update else { return }
        perform(change, of: call)
    }

    private func deadlinePassed(_ deadline: Deadline) {
        guard wakes.removeValue(forKey: deadline) != nil else { return }
        do {
            let entry = entry(TimelineEntry.Kind.deadline, detail: deadline.kind.rawValue)
            try apply(.deadlinePassed(deadline), to: deadline.call, entry: entry)
        } catch {
            // The store fails at the moment. The call must not ring for ever, so try again.
            logger.error(
                "A deadline could not be handled",
                metadata: ["call_id": "\(deadline.call)", "error": "\(error)"])
            setWake(deadline, at: clock.now.advanced(by: Self.retryInterval))
        }
    }

    private func setWake(_ deadline: Deadline, at moment: Timestamp) {
        wakes[deadline]?.cancel()
        wakes[deadline] = clock.wake(at: moment) { [weak self] in
            await self?.deadlinePassed(deadline)
        }
    }

    func perform(_ change: CallChange, of call: Call, cause: Cause? = nil) {
        if change.hasEnded { noteIfEnded(call) }
        perform(change.effects, of: call, cause: cause)
    }

    /// Performs orders, in sequence. None of them waits.
    func perform(_ effects: [CallEffect], of call: Call, cause: Cause? = nil) {
        for effect in effects {
            switch effect {
            case .send(let signal, let sender, let recipients):
                for party in parties(recipients) {
                    send(
                        message(signal, of: call, by: name(of: call, for: party, cause)), from: sender,
                        to: party)
                }
            case .relay(let party):
                guard let cause, let message = cause.signal.message.relayed(as: call.id) else { continue }
                send(message, from: .person(cause.party.user), to: party)
            case .updateSnapshots:
                for user in [call.caller.user, call.callee] where !isTooLateToRing(call, at: user) {
                    for device in devices.devices(of: user) {
                        sendSnapshot(of: call, to: device.connection.party)
                    }
                }
            case .sendSnapshot(let party):
                sendSnapshot(of: call, to: party)
            case .sendCurrentSnapshot(let party):
                sendCurrentSnapshot(to: party)
            case .refuse(let refusal):
                guard let cause, let device = devices[cause.party] else { continue }
                refuse(
                    fault(SignalErrorCode(refusal), cause.signal), on: device.connection, at: clock.now)
            case .setDeadline(let deadline):
                setWake(deadline, at: deadline.at)
            case .cancelDeadline(let deadline):
                wakes.removeValue(forKey: deadline)?.cancel()
            }
        }
    }

    /// To be called once, when the call has just been saved as ended.
    func noteIfEnded(_ call: Call) {
        guard case .ended(let ended) = call.state else { return }
        counts.endings[ended.reason, default: 0] += 1
        logger.info(
            "Call ended", metadata: ["call_id": "\(call.id)", "reason": "\(ended.reason.rawValue)"])
    }

    /// A device that was told nothing because too little time was left must not start to ring because of
    /// somebody else's news.
    private func isTooLateToRing(_ call: Call, at user: UserID) -> Bool {
        guard case .ringing(let ringing) = call.state, user == call.callee else { return false }
        return clock.now.duration(to: ringing.expiresAt) < timers.minimumRing
    }

    private func parties(_ recipients: Recipients) -> [Party] {
        switch recipients {
        case .device(let party): [party]
        case .everyDevice(let user): devices.devices(of: user).map(\.connection.party)
        case .otherDevices(let party):
            devices.devices(of: party.user).map(\.connection.party).filter { $0 != party }
        }
    }

    /// Whoever speaks of a call by its alias may know no other name, so the answer has the same.
    private func name(of call: Call, for party: Party, _ cause: Cause?) -> CallID {
        guard let cause, cause.party == party, let named = cause.signal.message.call else { return call.id }
        return named
    }

    private func message(_ signal: CallSignal, of call: Call, by name: CallID) -> ServerMessage {
        switch signal {
        case .incoming(let expiresAt):
            .incoming(name, caller: person(call.caller.user), expiresAt: expiresAt)
        case .accept: .accept(name)
        case .reject(let reason): .reject(name, reason)
        case .end(let reason): .end(name, reason)
        }
    }

    private func sendSnapshot(of call: Call, to party: Party) {
        send(.call(payload(call.snapshot(for: party))), to: party)
    }

    func payload(_ snapshot: CallSnapshot?) -> SnapshotPayload? {
        snapshot.map { SnapshotPayload($0, peer: person($0.peer)) }
    }

    /// A person's names. Somebody whose entry cannot be read now is shown by their id: a call must not
    /// fail for want of a name.
    private func person(_ user: UserID) -> Person {
        if let person = devices.person(user) { return person }
        do {
            if let entry = try people.entry(for: user) { return entry.person }
        } catch {
            logger.error("Reading a person failed", metadata: ["error": "\(error)"])
        }
        return Person(id: user, username: user.description, name: user.description)
    }

    func send(_ message: ServerMessage, from sender: SignalSender = .server, to party: Party) {
        guard let device = devices[party] else { return }
        do {
            device.link.send(try OutgoingSignal(from: sender, to: party.user, message).encoded())
        } catch {
            logger.error("Encoding a message failed", metadata: ["type": "\(message.type.rawValue)"])
        }
    }

    func entry(_ kind: String, party: Party? = nil, detail: String? = nil) -> TimelineEntry {
        TimelineEntry(at: clock.now, kind: kind, party: party, detail: detail)
    }
}
