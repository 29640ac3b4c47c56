import CallCore
import Explorer

/// The faults that must be found.
extension Mutation {
    static let table: [Mutation] = [
        .dropping(.microphoneReady, in: .dialing),
        .dropping(.snapshotNone, in: .calling),
        .dropping(.snapshotRinging, in: .accepting),
        .dropping(.snapshotNone, in: .accepting),
        .dropping(.snapshotNone, in: .connected),
        .dropping(.microphoneReady, in: .continuing).likely(where: "may continue"),
        .dropping(.snapshotElsewhere, in: .claiming).likely(where: "may continue"),
        .dropping(.snapshotInCallAsCaller, in: .claiming).likely(where: "may continue"),
        .forgetting(.sendTakeOver, on: .microphoneReady, in: .continuing).likely(where: "may continue"),
        .dropping(.snapshotOfEndedCall, in: .idle),
        .dropping(.snapshotInCallAsCallee, in: .idle),
        .dropping(.microphoneReady, in: .resuming),
        .dropping(.signalingRestored, in: .reconnecting),
        .dropping(.graceTimeout, in: .interrupted),
        .dropping(.mediaSilent, in: .connected),
        .dropping(.mediaReplaced, in: .connected),
        .dropping(.hangUpPressed, in: .reconnecting),
        .swapping(.accepted, .rejected, in: .calling),
        .swapping(.acceptPressed, .declinePressed, in: .ringing),
        .swapping(.mediaConnected, .mediaFailed, in: .connected),
        .forgetting(.cancelConnectTimer, on: .mediaConnected, in: .connecting),
        .without(.ring),
        .forgetting(.startMediaTimer, on: .mediaFailed, in: .connected),
        .forgetting(.closeMedia, on: .ended, in: .connected),
        .forgetting(.sendEnd, on: .hangUpPressed, in: .connected),
        .forgetting(.adoptCall, on: .snapshotInCallAsCallee, in: .calling),
        .forgetting(.restart, on: .mediaFailed, in: .reconnecting),
        .adding(.startConnectTimer, on: .mediaConnected, in: .connecting),
        .leading(to: .idle, on: .mediaDisconnected, in: .connected),
        .leading(to: .connected, on: .answerReceived, in: .connecting),
    ]

    static let server: [Mutation] = [
        .server("lets a late accept revive a call that has ended") { input, decision, registry in
            guard let (_, sender) = input.accept, let call = decision.after, call.isEnded,
                sender.user == call.callee
            else { return }
            registry.change(call, to: .answered(by: sender.device), noting: &decision)
        },
        .server("ends a call because a socket is gone") { input, decision, registry in
            guard case .disconnected = input, let call = decision.after, call.isInCall else { return }
            registry.change(call, to: .over(.connectionLost), noting: &decision)
        },
        .server("forgets the ring deadline after a restart") { input, decision, registry in
            guard case .restored(let call) = input, call.isRinging else { return }
            registry = registry.rebuilt(withDeadlines: false)
        },
        .server("keeps a deadline running on an accept") { input, decision, registry in
            guard input.accept != nil else { return }
            registry.keepDeadline(&decision)
        },
        .server("tells nobody that a call has ended") { _, decision, _ in
            guard decision.after?.isEnded == true, decision.before?.isEnded == false else { return }
            decision.deliveries = []
        },
        .server("keeps silent to a device that speaks of an ended call") { _, decision, _ in
            if decision.before?.isEnded == true { decision.deliveries = [] }
        },
        .server("does not pass on an accept in a call") { input, decision, _ in
            if input.accept != nil, decision.before?.isInCall == true { decision.deliveries = [] }
        },
        .server("lets a second device take over a call that was answered") { input, decision, registry in
            guard let (_, sender) = input.accept, let call = decision.before, sender.user == call.callee,
                case .inCall(var inCall) = call.state
            else { return }
            inCall.calleeDevice = sender.device
            registry.change(call, to: .inCall(inCall), noting: &decision)
            decision.deliveries = registry.snapshots(of: call)
        },
        .server("moves a call to another device and does not tell the one that had it") {
            input, decision, _ in
            guard let sender = input.takeOver else { return }
            decision.deliveries.removeAll { $0.recipient.user == sender.user && $0.recipient != sender }
        }.likely(where: "may continue"),
        .server("moves a callee's call and asks nobody for an offer") { input, decision, _ in
            guard input.takeOver != nil else { return }
            decision.deliveries.removeAll { if case .signal(.accept, _, _, _) = $0 { true } else { false } }
        }.likely(where: "may continue"),
        .server("takes the line of the device that a call was moved from for that of the other") {
            input, decision, registry in
            guard input.takeOver != nil, case .inCall(let before)? = decision.before?.state,
                let call = decision.after, case .inCall(var inCall) = call.state
            else { return }
            inCall.signaling = before.signaling
            registry.change(call, to: .inCall(inCall), noting: &decision)
        }.likely(where: "may continue"),
        .server("passes an accept and the media on without noting the accept") { input, decision, registry in
            guard case .requested(let request, let sender) = input, let call = decision.before,
                call.isRinging
            else { return }
            let other = sender == call.caller ? Seat.bo.endpoint : call.caller
            switch request.action {
            case .accept:
                registry.change(call, to: call.state, noting: &decision)
                decision.deliveries = [
                    .signal(.accept, call: call.id, from: .person(sender.user), to: call.caller)
                ]
            case .offer, .answer, .candidate: decision.deliveries = [.relay(call: call.id, to: other)]
            case .initiate, .takeOver, .reject, .mute, .end, .report: break
            }
        },
        .server("sets no ring deadline for a new call") { input, decision, registry in
            guard input.initiate != nil, decision.before == nil else { return }
            registry = registry.rebuilt(withDeadlines: false)
        },
        .server("keeps a deadline running where two calls cross") { input, decision, registry in
            guard input.initiate != nil, decision.before?.isRinging == true else { return }
            registry.keepDeadline(&decision)
        },
        .serverInstead("does not look whether somebody is busy") { input, now, registry in
            guard let request = input.initiate, registry.call(request.call) == nil else { return nil }
            return registry.decide(input, at: now) { $0.isEnded }
        },
        .serverInstead("takes a repeated initiate for a new call") { input, now, registry in
            guard let request = input.initiate, registry.call(request.call) != nil else { return nil }
            return registry.decide(input, at: now) { $0.id != request.call && $0.alias != request.call }
        },

        .server("keeps to itself that a socket was replaced") { input, decision, _ in
            guard case .connected(let endpoint) = input, decision.entry?.detail == "replaced" else { return }
            decision.deliveries.removeAll { $0.recipient != endpoint }
        },

        .server("counts absence before anybody has been seen") { input, decision, registry in
            guard case .disconnected = input else { return }
            registry.countAbsence(noting: &decision)
        },
        .serverInstead("goes on counting absence when nobody is there any more") { input, now, registry in
            guard case .disconnected = input else { return nil }
            let before = registry
            let decision = registry.handle(input, at: now)
            for call in before.unended where call.deadline != nil && decision.after == nil {
                registry.put(call, inPlaceOf: registry.call(call.id))
            }
            return decision
        },
        .server("counts absence from its start on") { input, decision, registry in
            guard case .restored = input else { return }
            registry.countAbsence(noting: &decision)
        },
        .serverBefore("keeps a call that somebody has left behind") { _, _, _ in [] }
            .likely(where: "either device"),
        .serverBefore(
            "takes whoever calls from another device for gone",
            { registry, input, now in
                guard let request = input.initiate, case .requested(_, let sender) = input,
                    registry.call(request.call) == nil, let own = registry.call(of: sender.user),
                    own.device(of: sender.user).map({ $0 != sender }) ?? false
                else { return [] }
                return [.calledElsewhere(own.id, from: sender)]
            },
            decide: { input, now, registry in
                guard case .calledElsewhere(let id, let sender) = input,
                    let device = registry.call(id)?.device(of: sender.user)
                else { return nil }
                return registry.handle(
                    .requested(CallRequest(.end(.hungUp), call: id, peer: nil), by: device), at: now)
            }
        ).likely(where: "either device"),

        // What only a registry can get wrong.
        .server("loses the index of deadlines when absence counts") { input, _, registry in
            guard case .connected = input, registry.nextDeadline()?.kind == .abandonment else { return }
            registry = registry.rebuilt(withDeadlines: false)
        },
        .server("forgets who is connected") { input, _, registry in
            guard case .connected(let endpoint) = input else { return }
            registry = registry.rebuilt(without: endpoint)
        },
        .server("does not clear a person's call at an ending") { _, decision, registry in
            guard let before = decision.before, !before.isEnded, let after = decision.after, after.isEnded
            else { return }
            registry.put(before, inPlaceOf: after)
            // In the place of itself: nobody leaves it.
            registry.put(after, inPlaceOf: after)
        },
        .server("lets a person be in two calls") { input, decision, registry in
            guard let request = input.initiate, let call = decision.before, call.id != request.call,
                decision.after?.isInCall == true
            else { return }
            // Theirs was answered by it, and it rings besides.
            let other = Call(
                id: request.call, caller: Seat.alice.endpoint, callee: Seat.bo.endpoint.user,
                startedAt: call.startedAt, state: call.state)
            registry.put(other, inPlaceOf: nil)
        },
    ]

    static let service: [Mutation] = [
        .service("saves after it has sent") { $0.savesFirst = false },
        .service("does not put back what it could not save") { $0.putsBack = false },
        .service("performs no ending that it cannot save") { $0.endsUnsaved = false },
        .service("never saves an ending that it could not save at once") { $0.savesMissedEndings = false },
    ]

    static let browser: [Mutation] = [
        .runner("forgets over a reload what was hung up") { $0.remembersEndings = false },
        .runner("does not notice that the server holds another call") { $0.noticesOtherCalls = false },
        .runner("takes session:ready for old news") { $0.takesReadyAsNews = false },
        .runner("keeps its connection when the other side's is new") { $0.followsNewConnections = false },
        .runner("still takes a call for ended that is continued here") { $0.forgivesEndings = false }.likely(
            where: "may continue"),
        .runner("takes a snapshot as read that it passed over") { $0.forgetsCrossings = false },
        .runner("does not listen whether anything arrives over a path") { $0.listens = false },
        .runner("asks for a call again after a sleep") { $0.dropsOldWishes = false },
    ]
}

// MARK: Registries that the registry itself would not lead to

extension CallRegistry {
    /// Puts a call in a state that its machine would not have led to.
    fileprivate mutating func change(_ call: Call, to state: Call.State, noting decision: inout CallDecision)
    {
        let changed = call.with(state)
        put(changed, inPlaceOf: decision.after)
        decision.after = changed
    }

    /// A call that was answered keeps the deadline of both devices being gone.
    fileprivate mutating func keepDeadline(_ decision: inout CallDecision) {
        guard decision.before?.isRinging == true, let call = decision.after,
            case .inCall(var inCall) = call.state
        else { return }
        inCall.signaling = .neither(abandonedAt: inCall.answeredAt)
        change(call, to: .inCall(inCall), noting: &decision)
    }

    /// The calls whose two devices are gone get the deadline of that at once.
    fileprivate mutating func countAbsence(noting decision: inout CallDecision) {
        guard let call = decision.after, case .inCall(var inCall) = call.state,
            inCall.signaling == .neither(abandonedAt: nil)
        else { return }
        inCall.signaling = .neither(abandonedAt: inCall.answeredAt.advanced(by: CallTimers().abandon))
        change(call, to: .inCall(inCall), noting: &decision)
    }

    /// Decides as if some calls were not there.
    fileprivate mutating func decide(
        _ input: CallInput, at now: Timestamp, seeing isSeen: (Call) -> Bool
    ) -> CallDecision {
        let unseen = CallNames.calls(of: self).compactMap(\.self).filter { !isSeen($0) }
        self = rebuilt(where: isSeen)
        var decision = handle(input, at: now)
        for call in unseen {
            if self.call(call.id) == nil { put(call, inPlaceOf: nil) }
            if call.id == decision.after?.id { decision.before = call }
        }
        return decision
    }

    /// The same calls and connections, but for what is left out.
    fileprivate func rebuilt(
        withDeadlines: Bool = true, without gone: Endpoint? = nil,
        where isKept: (Call) -> Bool = { _ in true }
    ) -> CallRegistry {
        var rebuilt = CallRegistry(timers: CallTimers())
        for seat in Seat.allCases where seat.endpoint != gone && isConnected(seat.endpoint) {
            _ = rebuilt.handle(.connected(seat.endpoint), at: Timestamp(milliseconds: 0))
        }
        for call in CallNames.calls(of: self).compactMap(\.self) where isKept(call) {
            // In the place of itself: its deadline is none that is new.
            rebuilt.put(call, inPlaceOf: withDeadlines ? nil : call)
        }
        return rebuilt
    }

    fileprivate func snapshots(of call: Call) -> [CallDelivery] {
        [call.caller.user, call.callee].flatMap { devices(of: $0) }.map {
            .snapshot(snapshot(for: $0), to: $0)
        }
    }
}

extension Call {
    fileprivate func with(_ state: State) -> Call {
        Call(id: id, caller: caller, callee: callee, startedAt: startedAt, alias: alias, state: state)
    }

    fileprivate var isRinging: Bool { if case .ringing = state { true } else { false } }
    fileprivate var isInCall: Bool { if case .inCall = state { true } else { false } }
}

extension Call.State {
    fileprivate static func answered(by device: DeviceID) -> Call.State {
        .inCall(.init(answeredAt: Timestamp(milliseconds: 0), calleeDevice: device, signaling: .both))
    }

    fileprivate static func over(_ reason: EndReason) -> Call.State {
        .ended(.init(reason: reason, by: nil, at: Timestamp(milliseconds: 0), answeredAt: nil))
    }
}

extension CallInput {
    fileprivate var initiate: CallRequest? {
        guard case .requested(let request, _) = self, request.action == .initiate else { return nil }
        return request
    }

    fileprivate var takeOver: Endpoint? {
        guard case .requested(let request, let sender) = self, request.action == .takeOver else { return nil }
        return sender
    }

    fileprivate var accept: (request: CallRequest, sender: Endpoint)? {
        guard case .requested(let request, let sender) = self, request.action == .accept else { return nil }
        return (request, sender)
    }
}
