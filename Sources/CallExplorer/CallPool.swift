import CallCore

/// Every call that occurs in any world, once, and every decision about one, made once.
///
/// A world then holds a small number in place of a call, and a decision that was made for one world is
/// looked up for the others. Number 0 is a call that the server never heard of.
final class CallPool {
    private let rules: Rules
    private let seats: [Seat]
    private var calls: [Call?] = [nil]
    private var facts: [CallFacts] = [.unknown]
    private var places: [Call: UInt16] = [:]
    private var decided: [UInt64: CallDecision] = [:]

    init(rules: Rules, seats: [Seat]) {
        self.rules = rules
        self.seats = seats
    }

    /// The call itself; nil for number 0.
    subscript(_ place: UInt16) -> Call? { calls[Int(place)] }

    func facts(_ place: UInt16) -> CallFacts { facts[Int(place)] }

    func place(of call: Call) -> UInt16 {
        if let place = places[call] { return place }
        let place = UInt16(calls.count)
        calls.append(call)
        facts.append(CallFacts(call, seats))
        places[call] = place
        return place
    }

    /// Lets the call's machine decide.
    /// - Throws: `Violation` when the decision breaks a rule that every decision must keep.
    func handle(_ place: UInt16, _ question: CallQuestion, late: Bool) throws(Violation) -> CallDecision {
        let key = UInt64(place) << 32 | UInt64(question.code) << 1 | (late ? 1 : 0)
        if let decision = decided[key] { return decision }
        guard let before = self[place] else { preconditionFailure("no call at \(place)") }
        var after = before
        let event = question.event(for: before)
        let effects = rules.call(&after, event, PlayTime.now(late: late), PlayTime.timers)
        try Properties.check(before, event, effects, after)
        let decision = CallDecision(call: self.place(of: after), orders: orders(effects, of: after))
        decided[key] = decision
        return decision
    }

    func initiate(
        _ initiation: Initiation, _ situation: Initiation.Situation, late: Bool
    ) throws(Violation) -> (decision: Initiation.Decision, orders: [ServerOrder]) {
        let decision = rules.initiate(initiation, situation, PlayTime.now(late: late))
        if let call = decision.call {
            let before = [situation.sameID, situation.ofCaller].compactMap(\.self).first { $0.id == call.id }
            try Properties.checkTimers(before?.deadline, decision.effects, call, "on call:initiate")
        }
        return (decision, decision.call.map { orders(decision.effects, of: $0) } ?? [.refuse])
    }

    // MARK: Orders

    private func orders(_ effects: [CallEffect], of call: Call) -> [ServerOrder] {
        effects.flatMap { effect -> [ServerOrder] in
            switch effect {
            case .send(let signal, _, let recipients):
                seats(recipients).map { .send(message(signal, CallNames.number(of: call.id)), to: $0) }
            case .relay(let party): seat(of: party).map { [.relay(to: $0)] } ?? []
            case .updateSnapshots: seats.map { .sendSnapshot(to: $0) }
            case .sendSnapshot(let party): seat(of: party).map { [.sendSnapshot(to: $0)] } ?? []
            case .sendCurrentSnapshot(let party): seat(of: party).map { [.sendCurrentSnapshot(to: $0)] } ?? []
            case .refuse: [.refuse]
            case .setDeadline, .cancelDeadline: []  // that they are right was seen when the decision was made
            }
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

    private func seats(_ recipients: Recipients) -> [Seat] {
        switch recipients {
        case .device(let party): seats.filter { $0.party == party }
        case .everyDevice(let user): seats.filter { $0.party.user == user }
        case .otherDevices(let party): seats.filter { $0.party.user == party.user && $0.party != party }
        }
    }

    private func seat(of party: Party) -> Seat? { seats.first { $0.party == party } }
}

/// What the server decided about a call.
struct CallDecision {
    let call: UInt16
    let orders: [ServerOrder]
}

/// An order of the call's machine, with the devices of the play in place of parties.
enum ServerOrder {
    case send(Message, to: Seat)
    case relay(to: Seat)
    case sendSnapshot(to: Seat)
    case sendCurrentSnapshot(to: Seat)
    case refuse
}

/// A fact for the call's machine, as a number.
enum CallQuestion {
    case message(Message, from: Seat)
    case connected(Seat)
    case disconnected(Seat)
    case deadlinePassed
    case restarted

    var code: UInt32 {
        switch self {
        case .message(let message, let seat): UInt32(message.withoutFlags) << 4 | UInt32(seat.rawValue)
        case .connected(let seat): 4 | UInt32(seat.rawValue)
        case .disconnected(let seat): 8 | UInt32(seat.rawValue)
        case .deadlinePassed: 12
        case .restarted: 13
        }
    }

    func event(for call: Call) -> CallEvent {
        switch self {
        case .message(let message, let seat): Self.event(message, seat.party)
        case .connected(let seat): .deviceConnected(seat.party)
        case .disconnected(let seat): .deviceDisconnected(seat.party)
        case .deadlinePassed: Self.passed(call.deadline)
        case .restarted: .serverRestarted
        }
    }

    private static func passed(_ deadline: Deadline?) -> CallEvent {
        guard let deadline else { preconditionFailure("a deadline passes that is not set") }
        return .deadlinePassed(deadline)
    }

    private static func event(_ message: Message, _ party: Party) -> CallEvent {
        switch message.kind {
        case .accept: .acceptReceived(from: party)
        case .reject: .rejectReceived(from: party, reason: message.reason)
        case .end: .endReceived(from: party, reason: message.reason)
        case .offer: .offerReceived(from: party)
        case .answer: .answerReceived(from: party)
        case .candidate: .candidateReceived(from: party)
        case .initiate, .incoming, .ready, .snapshot, .error: .initiateReceived(from: party)
        }
    }
}

/// What is asked of a call again and again.
struct CallFacts {
    let isKnown: Bool
    let isEnded: Bool
    let isRinging: Bool
    let isInCall: Bool
    let hasDeadline: Bool
    /// The number of the call that this is the alias of, too.
    let alias: Int?
    /// The two bound devices, once it was accepted.
    let bound: (caller: Seat, callee: Seat)?
    /// What each device of the play is told of it, and when it has just connected and the ringing is nearly over.
    let snapshots: [Snapshot?]
    let lateSnapshots: [Snapshot?]

    static let unknown = CallFacts()

    private init() {
        isKnown = false
        isEnded = false
        isRinging = false
        isInCall = false
        hasDeadline = false
        alias = nil
        bound = nil
        snapshots = []
        lateSnapshots = []
    }

    init(_ call: Call, _ seats: [Seat]) {
        isKnown = true
        isEnded = call.isEnded
        hasDeadline = call.deadline != nil
        alias = call.alias.map(CallNames.number)
        switch call.state {
        case .ringing:
            (isRinging, isInCall, bound) = (true, false, nil)
        case .inCall(let inCall):
            let caller = seats.first { $0.party == call.caller }
            let callee = seats.first { $0.party.device == inCall.calleeDevice }
            bound = caller.flatMap { caller in callee.map { (caller, $0) } }
            (isRinging, isInCall) = (false, true)
        case .ended:
            (isRinging, isInCall, bound) = (false, false, nil)
        }
        func told(_ snapshot: (Party) -> CallSnapshot?) -> [Snapshot?] {
            Seat.allCases.map { seat in seats.contains(seat) ? snapshot(seat.party).map(Snapshot.init) : nil }
        }
        snapshots = told { call.snapshot(for: $0) }
        lateSnapshots = told {
            call.snapshotOnConnect(for: $0, at: PlayTime.nearlyOver, timers: PlayTime.timers)
        }
    }
}
