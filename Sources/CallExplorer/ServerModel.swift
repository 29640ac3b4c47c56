import CallCore

/// The server around its call machine: who is connected, who hears what. The model of `Switchboard`.
extension Stage {
    // MARK: Devices come and go

    /// A device opens its socket and hears `session:ready` first.
    mutating func connect(_ seat: Seat) throws(Violation) {
        world[seat].line = .opening
        world[seat].isBelieved = true
        world[seat].inbox.removeAll()
        guard let index = currentCall else { return send(Message(.ready, nil), to: seat) }
        let decision = try pool.handle(world.calls[index], .connected(seat), late: world.isNearlyOver)
        world.calls[index] = decision.call
        let facts = facts(index)
        let snapshots = world.isNearlyOver ? facts.lateSnapshots : facts.snapshots
        send(Message(.ready, snapshots[Int(seat.rawValue)]), to: seat)
        perform(decision.orders, index)
    }

    /// The server finds out that a socket is gone.
    mutating func noticeLoss(_ seat: Seat) throws(Violation) {
        world[seat].isBelieved = false
        if let index = currentCall { try decide(index, .disconnected(seat)) }
    }

    /// `kill -9` and a new start.
    mutating func restartServer() throws(Violation) {
        for seat in play.seats {
            world[seat].isBelieved = false
            loseLine(of: seat)
        }
        for index in 0..<4 where facts(index).isKnown && !facts(index).isEnded {
            try decide(index, .restarted)
        }
    }

    // MARK: Messages

    /// A message of a device reaches the server.
    mutating func receive(_ message: Message, from seat: Seat) throws(Violation) {
        switch message.kind {
        case .initiate: try initiate(message, from: seat)
        case .accept, .reject, .end, .offer, .answer, .candidate:
            guard let index = place(named: message.call) else { return refuse(message, seat) }
            try decide(index, .message(message, from: seat), cause: (message, seat))
        case .incoming, .ready, .snapshot, .error: break
        }
    }

    private mutating func initiate(_ message: Message, from seat: Seat) throws(Violation) {
        let callee = seat.isAlice ? Seat.bo : Seat.alice
        let initiation = Initiation(
            id: CallNames.all[message.call], caller: seat.party, callee: callee.party.user)
        // With two people, whoever is in a call is in one with the other.
        let current = currentCall.flatMap { pool[world.calls[$0]] }
        let situation = Initiation.Situation(
            sameID: place(named: message.call).flatMap { pool[world.calls[$0]] }, ofCaller: current,
            ofCallee: current)
        let (decision, orders) = try pool.initiate(initiation, situation, late: world.isNearlyOver)
        let index = decision.call.map { CallNames.number(of: $0.id) } ?? message.call
        if decision.isChanged, let call = decision.call {
            if facts(index).isEnded {
                throw Violation(property: .final, seen: "call \(index + 1) rings again")
            }
            if !facts(index).isKnown { world.isNearlyOver = false }
            world.calls[index] = pool.place(of: call)
        }
        perform(orders, index, cause: (message, seat))
    }

    mutating func decide(
        _ index: Int, _ question: CallQuestion, cause: (Message, Seat)? = nil
    ) throws(Violation) {
        let decision = try pool.handle(world.calls[index], question, late: world.isNearlyOver)
        world.calls[index] = decision.call
        perform(decision.orders, index, cause: cause)
    }

    // MARK: Orders

    private mutating func perform(_ orders: [ServerOrder], _ index: Int, cause: (Message, Seat)? = nil) {
        for order in orders {
            switch order {
            case .send(let message, let seat):
                // Whoever speaks of a call by its alias is answered by the same name.
                send(cause?.1 == seat ? message.relayed(as: cause?.0.call ?? index) : message, to: seat)
            case .relay(let seat): if let cause { send(cause.0.relayed(as: index), to: seat) }
            case .sendSnapshot(let seat): sendSnapshot(index, to: seat)
            case .sendCurrentSnapshot(let seat): sendCurrentSnapshot(to: seat)
            case .refuse: if let cause { refuse(cause.0, cause.1) }
            }
        }
    }

    /// Whoever is refused is told what is so.
    private mutating func refuse(_ message: Message, _ seat: Seat) {
        send(Message(.error, call: message.call), to: seat)
        sendCurrentSnapshot(to: seat)
    }

    private mutating func sendCurrentSnapshot(to seat: Seat) {
        send(Message(.snapshot, currentCall.flatMap { facts($0).snapshots[Int(seat.rawValue)] }), to: seat)
    }

    private mutating func sendSnapshot(_ index: Int, to seat: Seat) {
        let snapshot = facts(index).snapshots[Int(seat.rawValue)]
        if world.isNearlyOver, snapshot?.state == .ringing { return }
        send(Message(.snapshot, snapshot), to: seat)
    }

    private mutating func send(_ message: Message, to seat: Seat) {
        // What is sent into a socket that is dead already is lost.
        guard world[seat].isBelieved, world[seat].line == .up || world[seat].line == .opening else { return }
        if world[seat].inbox.isFull { isCut = true }
        world[seat].inbox.append(message)
    }

    // MARK: Looking up

    /// The call with this number or alias.
    func place(named number: Int) -> Int? {
        if facts(number).isKnown { return number }
        return (0..<4).first { facts($0).alias == number }
    }

    /// The call that the two are in.
    var currentCall: Int? { (0..<4).first { facts($0).isKnown && !facts($0).isEnded } }
}
