import CallCore
import Logging
import NIOCore
import Signaling

/// Letting devices hear. Nothing here decides anything about a call, and nothing fails.
///
/// A device hears nothing before its `session:ready`, which tells all that was decided before it.
extension CallService {
    func deliver(_ step: Step, at now: Timestamp) {
        switch step {
        case .decision(let decision, _, let cause): deliver(decision, cause, at: now)
        case .refusal(let fault, let sender, let snapshot):
            tell(fault, sender)
            countRefusal(fault.code, of: sender, at: now)
            if let snapshot { deliver(snapshot, nil, at: now) }
        case .answerToDropped(let sender, let snapshot):
            tell(SignalFault(.rateLimited), sender)
            deliver(snapshot, nil, at: now)
        case .close(let link, let closing): link.close(closing)
        case .closeAfterViolation(let sender): sender.link.closeAfterViolation()
        }
    }

    func deliver(_ decision: CallDecision, _ cause: Cause?, at now: Timestamp) {
        report(decision)
        for delivery in decision.deliveries { deliver(delivery, cause, at: now) }
        condense(decision, cause, at: now)
        notify(decision, at: now)
    }

    private func deliver(_ delivery: CallDelivery, _ cause: Cause?, at now: Timestamp) {
        switch delivery {
        case .relay(let call, let endpoint):
            if case .message(let message)? = cause { relay(message, call, to: endpoint) }
        case .signal(let signal, let call, let sender, let endpoint):
            send(message(signal, call), from: sender, to: endpoint)
        case .ready(let snapshot, let endpoint):
            // Another socket of the device may have taken its place by now.
            guard case .opened(let connection)? = cause, connections.beginHearing(connection) else { return }
            let ready = SessionReady(
                device: endpoint.device, user: person(endpoint.user), call: payload(snapshot), timers: timers,
                version: version, page: page)
            send(.ready(ready), to: endpoint)
        case .snapshot(let snapshot, let endpoint):
            send(.call(payload(snapshot)), to: endpoint)
        case .refusal(let refusal, _):
            if case .message(let message)? = cause {
                let code = SignalErrorCode(refusal)
                tell(fault(code, message.signal), message.sender)
                countRefusal(code, of: message.sender, at: now)
            }
        }
    }

    /// Passes the very bytes on; only a call's other name is written anew.
    private func relay(_ message: Message, _ call: CallID, to endpoint: Endpoint) {
        guard let link = connections.hearingLink(of: endpoint) else { return }
        let respelled = message.bytes.withUnsafeReadableBytes { message.signal.respelled($0, as: call) }
        link.send(respelled.map { ByteBuffer(bytes: $0) } ?? message.bytes)
    }

    /// Tells the sender what is wrong.
    private func tell(_ fault: SignalFault, _ sender: MessageSender) {
        logger.debug(
            "Refused a message",
            metadata: ["code": "\(fault.code.rawValue)", "call_id": "\(fault.call?.description ?? "-")"])
        sender.link.send(bytes(OutgoingSignal(from: .server, to: sender.endpoint.user, .error(fault))))
    }

    /// Counts a message that was refused or dropped, and closes the socket of one that does not stop.
    func countRefusal(_ code: SignalErrorCode, of sender: MessageSender, at now: Timestamp) {
        counts.refusals[code, default: 0] += 1
        if !limits.forgiveOffence(of: sender.endpoint.user, at: now) { sender.link.close(.abuse) }
    }

    // MARK: Words

    private func message(_ signal: CallSignal, _ call: CallID) -> ServerMessage {
        switch signal {
        case .incoming(let caller, let expiresAt):
            .incoming(call, caller: person(caller), expiresAt: expiresAt)
        case .accept: .accept(call)
        case .reject(let reason): .reject(call, reason)
        case .end(let reason): .end(call, reason)
        }
    }

    private func payload(_ snapshot: CallSnapshot?) -> SnapshotPayload? {
        snapshot.map { SnapshotPayload($0, peer: person($0.peer)) }
    }

    /// A person's names. Somebody whose entry cannot be read now is shown by their id: a call must not
    /// fail for want of a name.
    private func person(_ user: UserID) -> Person {
        if let person = connections.person(user) { return person }
        do {
            if let entry = try people.entry(for: user) { return entry.person }
        } catch {
            logger.error("Reading a person failed", metadata: ["error": "\(error)"])
        }
        return Person(id: user, username: user.description, name: user.description)
    }

    private func send(_ message: ServerMessage, from sender: SignalSender = .server, to endpoint: Endpoint) {
        guard let link = connections.hearingLink(of: endpoint) else { return }
        link.send(bytes(OutgoingSignal(from: sender, to: endpoint.user, message)))
    }

    func bytes(_ signal: OutgoingSignal) -> ByteBuffer { ByteBuffer(bytes: signal.encoded()) }

    // MARK: For the operator

    /// The life of a call in the log.
    private func report(_ decision: CallDecision) {
        guard let call = decision.after, decision.saving != .none else { return }
        func log(_ event: Logger.Message) { logger.info(event, metadata: ["call_id": "\(call.id)"]) }
        switch (decision.before?.state, call.state) {
        case (nil, .ringing): log("Call placed")
        case (_, .ringing): log("Call rings anew")
        case (.inCall, .inCall): log("Call continued at another device")
        case (_, .inCall): log("Call answered")
        case (_, .ended(let ended)):
            counts.endings[ended.reason, default: 0] += 1
            logger.info(
                "Call ended", metadata: ["call_id": "\(call.id)", "reason": "\(ended.reason.rawValue)"])
        }
    }

    // MARK: Devices whose page is closed

    /// Has the callee's closed devices notified that a call rings, and that it does no more.
    private func notify(_ decision: CallDecision, at now: Timestamp) {
        guard let notifier, let call = decision.after, let kind = CallNotice.Kind(decision) else { return }
        do {
            // What was shown is taken back, also where somebody has asked for peace since.
            let isDue = decision.before.map(\.isNotified) ?? true
            guard try isDue || mayNotify(call.callee, by: notifier, at: now) else { return }
        } catch {
            return logger.error(
                "Reading whom to notify failed", metadata: ["call_id": "\(call.id)", "error": "\(error)"])
        }
        notifier.notify(
            CallNotice(
                call: call.id, caller: person(call.caller.user), callee: call.callee, kind: kind,
                reached: connections.hearingSessions(of: call.callee)))
    }

    /// Is there a device to be notified, and does its person want to be disturbed? To whoever calls, somebody who does not
    /// is like somebody who has no such device.
    func mayNotify(_ user: UserID, by notifier: any CalleeNotifier, at now: Timestamp) throws -> Bool {
        try notifier.reaches(user) && people.mayDisturb(user, at: now)
    }
}

extension Call {
    /// Does it ring, and were devices notified that it does?
    fileprivate var isNotified: Bool {
        if case .ringing(let ringing) = state { ringing.notice != .none } else { false }
    }
}
