import CallCore

/// Every registry and every journal that occurs in any world, once, and every decision, made once.
///
/// A world then holds two small numbers in place of them, and a decision that was made for one world is looked
/// up for the others. Number 0 is the registry, and the journal, of the beginning: everybody is connected, and
/// there has been no call.
final class RegistryPool {
    private let rules: Rules
    private let play: Play
    private var seats: [Seat] { play.seats }
    private var registries: [CallRegistry] = []
    private var facts: [RegistryFacts] = []
    private var registryNumbers: [CallRegistry: UInt16] = [:]
    private var journals: [Journal] = []
    private var journalNumbers: [Journal: UInt16] = [:]
    private var decided: [UInt64: Decided] = [:]
    private var restored: [UInt32: UInt16] = [:]
    private var committed: [UInt64: UInt16] = [:]
    private var saved: [UInt64: Bool] = [:]

    init(rules: Rules, play: Play) {
        self.rules = rules
        self.play = play
        var beginning = CallRegistry(timers: PlayTime.timers)
        for seat in seats where play.isOnline(seat) {
            _ = beginning.handle(.connected(seat.endpoint), at: PlayTime.now(late: false))
        }
        _ = number(of: beginning)
        _ = number(of: Journal())
    }

    func facts(_ registry: UInt16) -> RegistryFacts { facts[Int(registry)] }

    // MARK: Deciding

    /// What the registry decides.
    /// - Throws: `Violation` when the decision breaks a rule that every decision must keep.
    func decide(_ registry: UInt16, _ input: ServiceInput, late: Bool) throws(Violation) -> Decided {
        let key = UInt64(registry) << 32 | UInt64(input.code) << 1 | (late ? 1 : 0)
        if let known = decided[key] { return known }
        guard let callInput = input.callInput(facts(registry), play) else {
            preconditionFailure("\(input) cannot happen here")
        }
        let before = registries[Int(registry)]
        var after = before
        let decision = try decide(callInput, late, &after)
        var back = after
        back.putBack(decision)
        try Properties.checkPutBack(back, before, callInput)
        let made = Decided(
            after: number(of: after), putBack: number(of: back), saving: decision.saving,
            changed: decision.after.map { CallNames.number(of: $0.id) },
            orders: decision.deliveries.compactMap { order($0, input) })
        decided[key] = made
        return made
    }

    /// What is to be decided before this.
    func toDecide(before input: ServiceInput, _ registry: UInt16, late: Bool) -> [ServiceInput] {
        guard let callInput = input.callInput(facts(registry), play) else { return [] }
        return rules.before(registries[Int(registry)], callInput, PlayTime.now(late: late)).compactMap {
            first in
            switch first {
            case .calledElsewhere(let call, let endpoint):
                seats.first { $0.endpoint == endpoint }.map {
                    .calledElsewhere(CallNames.number(of: call), by: $0)
                }
            case .deadlinePassed: .deadlinePassed
            case .connected, .disconnected, .requested, .signedOut, .accountClosed, .notified, .restored: nil
            }
        }
    }

    private func decide(
        _ input: CallInput, _ late: Bool, _ registry: inout CallRegistry
    ) throws(Violation) -> CallDecision {
        let before = registry
        let decision = rules.server(&registry, input, PlayTime.now(late: late))
        try Properties.check(decision, on: input, before, registry)
        return decision
    }

    private func number(of registry: CallRegistry) -> UInt16 {
        if let number = registryNumbers[registry] { return number }
        let number = UInt16(registries.count)
        registries.append(registry)
        facts.append(RegistryFacts(registry, seats))
        registryNumbers[registry] = number
        return number
    }

    // MARK: Saving

    /// The registry of a process that finds this journal when it starts. Nobody is connected to it, so nobody
    /// hears of what it decides then.
    func restored(_ journal: UInt16) throws(Violation) -> UInt16 {
        let key = UInt32(journal)
        if let known = restored[key] { return known }
        var registry = CallRegistry(timers: PlayTime.timers)
        // The service asks the journal for an ending when somebody speaks of the call; here it is there at once.
        for call in journals[Int(journal)].ended { registry.recall(call) }
        // Late: a clock that was set back would cut the time of a call whose ringing has started anew.
        for call in journals[Int(journal)].unended { _ = try decide(.restored(call), true, &registry) }
        let number = number(of: registry)
        restored[key] = number
        return number
    }

    /// The journal after a commit: with the changed call, and with every ending that could not be saved before.
    func committing(_ changed: Int?, of registry: UInt16, to journal: UInt16) -> UInt16 {
        let key = UInt64(registry) << 24 | UInt64(journal) << 8 | UInt64(changed.map { $0 + 1 } ?? 0)
        if let known = committed[key] { return known }
        let registry = registries[Int(registry)]
        var saved = journals[Int(journal)]
        for (number, call) in CallNames.calls(of: registry).enumerated() {
            guard let call, number == changed || (isMissed(call) && rules.service.savesMissedEndings) else {
                continue
            }
            saved.save(call)
        }
        let number = number(of: saved)
        committed[key] = number
        return number
    }

    /// Is it a change that may have taken effect without being saved?
    private func isMissed(_ call: Call) -> Bool {
        if case .inCall = call.state { false } else { true }
    }

    /// Is what is so in the journal? While the store is ill an ending need not be, nor a ringing that starts anew.
    func isSaved(_ registry: UInt16, in journal: UInt16, isStoreIll: Bool) -> Bool {
        let key = UInt64(registry) << 32 | UInt64(journal) << 1 | (isStoreIll ? 1 : 0)
        if let known = saved[key] { return known }
        let journal = journals[Int(journal)]
        let isSaved = CallNames.calls(of: registries[Int(registry)]).enumerated().allSatisfy {
            journal.holds($1, at: $0, exceptWhatIsWanted: isStoreIll)
        }
        saved[key] = isSaved
        return isSaved
    }

    private func number(of journal: Journal) -> UInt16 {
        if let number = journalNumbers[journal] { return number }
        let number = UInt16(journals.count)
        journals.append(journal)
        journalNumbers[journal] = number
        return number
    }

    // MARK: Deliveries

    private func order(_ delivery: CallDelivery, _ input: ServiceInput) -> Order? {
        guard let seat = seats.first(where: { $0.endpoint == delivery.recipient }) else { return nil }
        switch delivery {
        case .signal(let signal, let call, _, _):
            return .send(message(signal, CallNames.number(of: call)), to: seat)
        case .relay(let call, _): return .relay(CallNames.number(of: call), to: seat)
        case .ready(let snapshot, _): return .send(Message(.ready, snapshot.map(Snapshot.init)), to: seat)
        case .snapshot(let snapshot, _):
            return .send(Message(.snapshot, snapshot.map(Snapshot.init)), to: seat)
        case .refusal: return input.message.map { .send(Message(.error, call: $0.call), to: seat) }
        }
    }

    private func message(_ signal: CallSignal, _ number: Int) -> Message {
        switch signal {
        case .incoming: Message(.incoming, call: number)
        case .accept: Message(.accept, call: number)
        case .reject(let reason): Message(.reject, call: number, reason: reason)
        case .end(let reason): Message(.end, call: number, reason: reason)
        }
    }
}

/// What the registry decided, with numbers and seats in place of calls and endpoints.
struct Decided {
    /// The registry after it.
    let after: UInt16
    /// The registry after the decision was put back.
    let putBack: UInt16
    let saving: CallDecision.Saving
    /// The call that it is about.
    let changed: Int?
    let orders: [Order]
}

/// A delivery, with a seat in place of an endpoint.
enum Order {
    case send(Message, to: Seat)
    /// The message at hand, by this number of its call.
    case relay(Int, to: Seat)
}

/// What happens to the service around the registry.
enum ServiceInput {
    case connected(Seat)
    case disconnected(Seat)
    case said(Message, by: Seat)
    /// A person calls from this device, and their device in that call is gone.
    case calledElsewhere(Int, by: Seat)
    /// A push service has taken the notice of the call that rings, or none has.
    case notified(isTaken: Bool)
    /// The next deadline of the registry passes.
    case deadlinePassed
    /// Somebody who has no part in the play connects.
    case othersCome
    /// They are gone.
    case othersGone

    /// Different for different inputs.
    var code: UInt32 {
        switch self {
        case .connected(let seat): 4 | UInt32(seat.rawValue)
        case .disconnected(let seat): 8 | UInt32(seat.rawValue)
        case .said(let message, let seat): UInt32(message.withoutFlags) << 4 | UInt32(seat.rawValue)
        case .calledElsewhere(let call, let seat): 15 | UInt32(call) << 4 | UInt32(seat.rawValue) << 8
        case .deadlinePassed: 12
        case .notified(let isTaken): isTaken ? 28 : 44
        case .othersCome: 13
        case .othersGone: 14
        }
    }

    /// The message that is answered, if it is one.
    var message: Message? {
        switch self {
        case .said(let message, _): message
        case .connected, .disconnected, .calledElsewhere, .notified, .deadlinePassed, .othersCome,
            .othersGone:
            nil
        }
    }

    /// As the registry is asked; nil for what only a server says, and for a deadline where none is set.
    func callInput(_ facts: RegistryFacts, _ play: Play) -> CallInput? {
        switch self {
        case .connected(let seat): .connected(seat.endpoint)
        case .disconnected(let seat): .disconnected(seat.endpoint)
        case .said(let message, let seat):
            message.action.map {
                let peer = seat.isAlices ? Seat.bo : Seat.alice
                let request = CallRequest(
                    $0, call: CallNames.all[message.call], peer: peer.endpoint.user,
                    isPeerNotified: play.notifiesBo && seat.isAlices)
                return .requested(request, by: seat.endpoint)
            }
        case .calledElsewhere(let call, let seat):
            .calledElsewhere(CallNames.all[call], from: seat.endpoint)
        case .notified(let isTaken):
            facts.current.map { .notified(CallNames.all[$0], isTaken: isTaken) }
        case .deadlinePassed: facts.deadline.map(CallInput.deadlinePassed)
        case .othersCome: .connected(Cast.other)
        case .othersGone: .disconnected(Cast.other)
        }
    }
}

extension Message {
    /// What a device asks with it; nil for what only a server says.
    fileprivate var action: CallRequest.Action? {
        switch kind {
        case .initiate: .initiate
        case .accept: .accept
        case .takeOver: .takeOver
        case .reject: .reject(reason)
        case .end: .end(reason)
        case .offer: .offer
        case .answer: .answer
        case .candidate: .candidate
        case .incoming, .ready, .snapshot, .error: nil
        }
    }
}
