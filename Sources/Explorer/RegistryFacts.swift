import CallCore

/// What is asked of a registry again and again.
final class RegistryFacts {
    /// The call that is not over.
    let current: Int?
    /// Does it ring?
    let isRinging: Bool
    /// Does nobody know yet whether a push service takes the notice of it?
    let awaitsNotice: Bool
    /// The call in progress.
    let conversation: Conversation?
    /// The next one that passes, as the registry says.
    let deadline: Deadline?
    /// Is there a call whose two devices are gone, which is not yet held against them?
    let waitsForOthers: Bool
    /// The devices that the registry takes for connected.
    let connected: SeatSet
    /// Is somebody connected who has no part in the play?
    let areOthersHere: Bool
    /// What each device of the play is told of the call of its person.
    let snapshots: [Snapshot?]
    private let calls: [Fate?]
    private let places: [Int?]

    /// A call in progress, with its two bound devices.
    struct Conversation {
        let call: Int
        let alias: Int?
        let caller: Seat
        let callee: Seat

        /// The numbers by which a device may know it.
        var names: [Int] { [call, alias].compactMap(\.self) }
    }

    fileprivate struct Fate {
        let isEnded: Bool
        let wasAccepted: Bool
    }

    init(_ registry: CallRegistry, _ seats: [Seat]) {
        let all = CallNames.calls(of: registry)
        current = all.firstIndex { $0?.isEnded == false }
        switch current.flatMap({ all[$0] })?.state {
        case .ringing(let ringing): (isRinging, awaitsNotice) = (true, ringing.notice == .underWay)
        case .inCall, .ended, nil: (isRinging, awaitsNotice) = (false, false)
        }
        conversation = current.flatMap { all[$0] }.flatMap { Conversation($0, seats) }
        var copy = registry
        deadline = copy.nextDeadline()
        let connected = SeatSet(seats.filter { registry.isConnected($0.endpoint) })
        self.connected = connected
        areOthersHere = registry.isConnected(Cast.other)
        let bound = conversation.map { [$0.caller, $0.callee] } ?? []
        let areGone = bound.allSatisfy { !connected.contains($0) }
        waitsForOthers = conversation != nil && deadline == nil && areGone
        snapshots = Seat.allCases.map { seat in
            seats.contains(seat) ? registry.snapshot(for: seat.endpoint).map(Snapshot.init) : nil
        }
        calls = all.map { $0.map(Fate.init) }
        places = CallNames.all.map { registry.call($0).map { CallNames.number(of: $0.id) } }
    }

    func isConnected(_ seat: Seat) -> Bool { connected.contains(seat) }

    func isEnded(_ call: Int) -> Bool { calls[call]?.isEnded ?? false }

    func wasAccepted(_ call: Int) -> Bool { calls[call]?.wasAccepted ?? false }

    /// Do these two numbers name one call?
    func isSame(_ one: Int, _ other: Int) -> Bool {
        one == other || (places[one] != nil && places[one] == places[other])
    }

    /// The call with this number or alias.
    func place(named number: Int) -> Int? { places[number] }
}

extension RegistryFacts.Conversation {
    fileprivate init?(_ call: Call, _ seats: [Seat]) {
        guard case .inCall(let inCall) = call.state,
            let caller = seats.first(where: { $0.endpoint == call.caller }),
            let callee = seats.first(where: { $0.endpoint.device == inCall.calleeDevice })
        else { return nil }
        self.init(
            call: CallNames.number(of: call.id), alias: call.alias.map(CallNames.number), caller: caller,
            callee: callee)
    }

    /// Does the device take part in it?
    func isBound(_ seat: Seat) -> Bool { seat == caller || seat == callee }
}

extension RegistryFacts.Fate {
    fileprivate init(_ call: Call) {
        isEnded = call.isEnded
        switch call.state {
        case .ringing: wasAccepted = false
        case .inCall: wasAccepted = true
        case .ended(let ended): wasAccepted = ended.answeredAt != nil
        }
    }
}
