import CallCore
import Logging
import Signaling

/// What devices say.
extension CallService {
    func receive(_ message: Message, at now: Timestamp) {
        let (signal, sender, endpoint) = (message.signal, message.sender, message.sender.endpoint)
        guard connections[sender.connection] != nil else { return }
        guard limits.takeMessage(of: endpoint.user, at: now) else {
            return isCandidate(signal) ? counts.droppedCandidates += 1 : drop(sender, at: now)
        }
        guard signal.from == endpoint.user else {
            return refuse(fault(.forgedSender, signal), sender, at: now)
        }
        // A machine may have a hundred network interfaces, and a candidate for each.
        if isCandidate(signal), !connections.mayPassCandidate(sender.connection) {
            counts.droppedCandidates += 1
            return
        }
        counts.signals[signal.message.type, default: 0] += 1
        do {
            let request = try request(signal, of: endpoint.user, at: now)
            guard try mayAct(request, sender, at: now) else { return sender.link.close(.signedOut) }
            try recallEnding(of: request.call)
            guard mayPlace(request, endpoint, at: now) else { throw fault(.tooManyCalls, signal) }
            answer(.requested(request, by: endpoint), to: message, at: now)
        } catch let fault as SignalFault {
            refuse(fault, sender, at: now)
        } catch {
            logger.error(
                "Reading the database failed",
                metadata: ["call_id": "\(signal.message.call?.description ?? "-")", "error": "\(error)"])
            refuse(fault(.internalError, signal), sender, at: now)
        }
    }

    /// Decides what a message asks, after what stands in its way without need.
    private func answer(_ input: CallInput, to message: Message, at now: Timestamp) {
        let before = registry.toDecide(before: input, at: now) { limits.givesWay($0, at: now) }
        for first in before { decide(first, at: now) }
        decide(input, .message(message), at: now)
    }

    /// What the message asks of a call.
    private func request(
        _ signal: IncomingSignal, of sender: UserID, at now: Timestamp
    ) throws -> CallRequest {
        let peer: UserID? = if case .person(let user) = signal.to { user } else { nil }
        switch signal.message {
        case .initiate(let call):
            let callee = try checkedCallee(peer, signal)
            return CallRequest(
                .initiate, call: call, peer: callee,
                isFromBlocked: try people.hasBlocked(sender, by: callee),
                isPeerNotified: try notifier.map { try mayNotify(callee, by: $0, at: now) } ?? false)
        case .accept(let call): return CallRequest(.accept, call: call, peer: peer)
        case .takeOver(let call): return CallRequest(.takeOver, call: call, peer: peer)
        case .reject(let call, let reason): return CallRequest(.reject(reason), call: call, peer: peer)
        case .end(let call, let reason): return CallRequest(.end(reason), call: call, peer: peer)
        case .offer(let call): return CallRequest(.offer, call: call, peer: peer)
        case .answer(let call): return CallRequest(.answer, call: call, peer: peer)
        case .candidate(let call): return CallRequest(.candidate, call: call, peer: peer)
        case .mute(let call, let isMuted): return CallRequest(.mute(isMuted), call: call, peer: peer)
        case .report(let report):
            guard signal.to == .server else { throw fault(.wrongRecipient, signal) }
            return CallRequest(.report(report.summary), call: report.call, peer: nil)
        // One that is as it should be was answered on its event loop.
        case .ping: throw fault(.wrongRecipient, signal)
        }
    }

    /// A device may pass on so many candidates with each session description that is passed on.
    func countCandidates(_ message: Message, _ decision: CallDecision) {
        guard decision.isRelayed else { return }
        switch message.signal.message {
        case .candidate: connections.countCandidate(message.sender.connection)
        case .offer, .answer: connections.beginNegotiation(message.sender.connection)
        case .initiate, .accept, .takeOver, .reject, .mute, .end, .ping, .report: break
        }
    }

    /// May this person still do what concerns others? Whoever was signed out or disabled by another process a moment ago
    /// may not, although the socket is still there.
    private func mayAct(_ request: CallRequest, _ sender: MessageSender, at now: Timestamp) throws -> Bool {
        switch request.action {
        case .initiate, .accept, .takeOver:
            guard let session = connections[sender.connection]?.session else { return false }
            return try people.isSignedIn(session, at: now)
        case .reject, .offer, .answer, .candidate, .mute, .end, .report: return true
        }
    }

    /// May this person ask for a call? One that is asked for again is not counted, nor is one that is refused anyway
    /// or accepts the other's, because the person is in a call that does not give way.
    private func mayPlace(_ request: CallRequest, _ endpoint: Endpoint, at now: Timestamp) -> Bool {
        guard request.action == .initiate, let callee = request.peer, registry.call(request.call) == nil
        else {
            return true
        }
        let stays =
            registry.call(of: endpoint.user) != nil
            && registry.toDecide(before: .requested(request, by: endpoint), at: now).isEmpty
        return stays || limits.mayCall(callee, by: endpoint.user, at: now)
    }

    /// A person may place so many calls, above all to somebody who answers none.
    func countCall(_ decision: CallDecision, at now: Timestamp) {
        guard let call = decision.after else { return }
        switch (decision.before?.state, call.state) {
        case (nil, _): limits.placed(call, at: now)
        case (.ringing, .inCall): limits.answered(call)
        case (.ringing, .ringing), (.ringing, .ended), (.inCall, _), (.ended, _): break
        }
    }

    private func isCandidate(_ signal: IncomingSignal) -> Bool {
        if case .candidate = signal.message { true } else { false }
    }

    /// - Returns: Somebody who can be called.
    private func checkedCallee(_ callee: UserID?, _ signal: IncomingSignal) throws -> UserID {
        guard let callee else { throw fault(.unknownUser, signal) }
        // Also whoever is online: their account may have been disabled a moment ago, by another process perhaps.
        guard let entry = try people.entry(for: callee) else { throw fault(.unknownUser, signal) }
        if entry.isDisabled { throw fault(.userDisabled, signal) }
        return callee
    }

    /// The registry holds the last endings only; of an older one the journal knows.
    func recallEnding(of name: CallID) throws {
        guard registry.call(name) == nil, let call = try journal.ended(name) else { return }
        registry.recall(call)
    }

    // MARK: Refusing

    func fault(_ code: SignalErrorCode, _ signal: IncomingSignal) -> SignalFault {
        SignalFault(code, type: signal.message.type.rawValue, call: signal.message.call)
    }

    /// Tells the sender what is wrong and what is so. A message that is not understood may have been about a call,
    /// too.
    func refuse(_ fault: SignalFault, _ sender: MessageSender, at now: Timestamp) {
        let mayBeAboutCall = fault.call != nil || fault.code == .internalError
        perform(.refusal(fault, sender, mayBeAboutCall ? snapshot(for: sender) : nil), at: now)
    }

    /// Drops a message of a device that sends too many. It is told in a moment, once for all that are dropped until
    /// then: any of them may have been about a call, and what it is told then is so after the last of them.
    func drop(_ sender: MessageSender, at now: Timestamp) {
        guard connections[sender.connection] != nil else { return }
        dropped.add(sender, at: now)
        countRefusal(.rateLimited, of: sender, at: now)
    }

    func answerDropped(_ sender: MessageSender, at now: Timestamp) {
        guard connections[sender.connection] != nil else { return }
        perform(.answerToDropped(sender, snapshot(for: sender)), at: now)
    }

    private func snapshot(for sender: MessageSender) -> CallDelivery {
        .snapshot(registry.snapshot(for: sender.endpoint), to: sender.endpoint)
    }
}
