import CallCore

/// What every decision of the server's registry must keep.
extension Properties {
    static func check(
        _ decision: CallDecision, on input: CallInput, _ before: CallRegistry, _ after: CallRegistry
    ) throws(Violation) {
        let calls = zip(CallNames.calls(of: before), CallNames.calls(of: after))
        for (number, (earlier, later)) in calls.enumerated() {
            guard let earlier else { continue }
            if earlier.isEnded, later != earlier {
                throw Violation(
                    property: .final, seen: "\(input.name) changed call \(number + 1), which had ended")
            }
            if case .inCall = earlier.state, later?.isEnded != false, !isEnding(input) {
                throw Violation(property: .survival, seen: "\(input.name) ended call \(number + 1)")
            }
            if case .deadlinePassed(let passed) = input, passed == earlier.deadline, later == earlier {
                throw Violation(property: .timers, seen: "\(passed.kind) passed and nothing happened")
            }
        }
        try checkReachable(decision, on: input, before)
        try check(after, "after \(input.name)")
    }

    /// Nobody is kept from calling by a call in which their own device has no part any more.
    private static func checkReachable(
        _ decision: CallDecision, on input: CallInput, _ before: CallRegistry
    ) throws(Violation) {
        guard case .requested(let request, let sender) = input, request.action == .initiate,
            let current = before.call(of: sender.user), let bound = current.device(of: sender.user),
            !before.isConnected(bound),
            decision.deliveries.contains(.refusal(.alreadyInCall, to: sender))
        else { return }
        throw Violation(
            property: .reachable,
            seen: "\(input.name) is refused because of call \(CallNames.number(of: current.id) + 1)")
    }

    /// A decision that was put back has left nothing.
    static func checkPutBack(
        _ back: CallRegistry, _ before: CallRegistry, _ input: CallInput
    ) throws(Violation) {
        guard back == before else {
            throw Violation(property: .saved, seen: "something stays of \(input.name), which was put back")
        }
        try check(back, "after \(input.name) was put back")
    }

    private static func isEnding(_ input: CallInput) -> Bool {
        switch input {
        case .requested(let request, _):
            switch request.action {
            case .end: true
            case .initiate, .accept, .takeOver, .reject, .offer, .answer, .candidate, .mute, .report: false
            }
        case .calledElsewhere, .signedOut, .accountClosed, .deadlinePassed: true
        case .connected, .disconnected, .notified, .restored: false
        }
    }

    // MARK: What a registry says

    private static func check(_ registry: CallRegistry, _ occasion: String) throws(Violation) {
        let unended = CallNames.calls(of: registry).compactMap(\.self).filter { !$0.isEnded }
        // There are two people, so two calls that have not ended share both of them.
        if unended.count > 1 {
            let numbers = unended.map { CallNames.number(of: $0.id) + 1 }
            throw Violation(property: .oneCall, seen: "calls \(numbers) have not ended \(occasion)")
        }
        try checkDeadlines(registry, unended, occasion)
        try checkLookup(registry, unended, occasion)
    }

    /// The deadlines that it will name, one after the other, are those of the calls that have one.
    private static func checkDeadlines(
        _ registry: CallRegistry, _ unended: [Call], _ occasion: String
    ) throws(Violation) {
        var rest = registry
        for deadline in unended.compactMap(\.deadline).sorted() {
            guard let named = rest.nextDeadline(), named == deadline else {
                throw Violation(
                    property: .timers, seen: "the server forgets that \(deadline.kind) passes \(occasion)")
            }
            _ = rest.handle(.deadlinePassed(named), at: named.at)
        }
        if let named = rest.nextDeadline() {
            throw Violation(property: .timers, seen: "\(named.kind) passes and no call has it \(occasion)")
        }
    }

    private static func checkLookup(
        _ registry: CallRegistry, _ unended: [Call], _ occasion: String
    ) throws(Violation) {
        func fail(_ seen: String) throws(Violation) {
            throw Violation(property: .consistency, seen: "\(seen) \(occasion)")
        }
        for seat in Seat.allCases where registry.call(of: seat.endpoint.user) != unended.first {
            try fail("\(seat.name) is in another call than the one that is not over")
        }
        if Set(registry.unended) != Set(unended) { try fail("some call is not found among the unended ones") }
        for call in CallNames.calls(of: registry).compactMap(\.self) {
            if let alias = call.alias, registry.call(alias) != call {
                try fail("an alias names another call")
            }
        }
        for call in unended {
            for (endpoint, isUp) in call.sockets where registry.isConnected(endpoint) != isUp {
                try fail("a call takes a device for \(isUp ? "connected" : "gone") that is not")
            }
        }
    }

    // MARK: Saving

    /// Whatever anybody hears of is in the journal.
    static func checkSaved(_ simulation: Simulation) throws(Violation) {
        let world = simulation.world
        guard simulation.pool.isSaved(world.registry, in: world.journal, isStoreIll: world.isStoreIll) else {
            throw Violation(property: .saved, seen: "a device hears something while a change is not saved")
        }
    }
}

extension Call {
    /// What it says of the sockets of its bound devices.
    fileprivate var sockets: [(Endpoint, Bool)] {
        switch state {
        case .ringing(let ringing): [(caller, ringing.callerConnected)]
        case .inCall(let inCall):
            [
                (caller, inCall.signaling.isUp.caller),
                (Endpoint(user: callee, device: inCall.calleeDevice), inCall.signaling.isUp.callee),
            ]
        case .ended: []
        }
    }
}

extension CallInput {
    /// As it stands in a finding.
    fileprivate var name: String {
        func name(_ endpoint: Endpoint) -> String {
            Seat.allCases.first { $0.endpoint == endpoint }?.name ?? "nobody"
        }
        return switch self {
        case .connected(let endpoint): "the connecting of \(name(endpoint))"
        case .disconnected(let endpoint): "the loss of \(name(endpoint))"
        case .requested(let request, let endpoint):
            "\(request.action) of \(name(endpoint)) about call \(CallNames.number(of: request.call) + 1)"
        case .calledElsewhere(let call, let endpoint):
            "the call of \(name(endpoint)) from another device than in call \(CallNames.number(of: call) + 1)"
        case .signedOut(let endpoint): "the signing out of \(name(endpoint))"
        case .accountClosed(let user): "the end of the account of \(user)"
        case .notified(let call, _): "the notice of call \(CallNames.number(of: call) + 1)"
        case .deadlinePassed(let deadline): "the deadline \(deadline.kind)"
        case .restored(let call): "the restoring of call \(CallNames.number(of: call.id) + 1)"
        }
    }
}
