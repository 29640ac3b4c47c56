import CallCore

/// What must hold in every world and at every step, see `docs/protocol.md`.
enum Properties {
    // MARK: Every world

    static func check(_ simulation: Simulation) throws(Violation) {
        let world = simulation.world
        for seat in simulation.play.seats {
            let device = world[seat]
            let holds = device.microphone != .closed || device.connection != nil
            if holds, !device.state.holdsMedia {
                throw Violation(property: .light, seen: "\(seat.name) is \(device.state) and holds media")
            }
            if device.timer == nil, device.state != .idle, device.state != .connected {
                throw Violation(property: .patience, seen: "\(seat.name) is \(device.state) for ever")
            }
            if device.timer != device.state.timer {
                throw Violation(
                    property: .timers, seen: "\(seat.name) is \(device.state), and the wrong timer runs")
            }
            let canLeave = [DeviceEvent.hangUpPressed, .declinePressed].contains { event in
                simulation.table.transition(device.state, event)?.next == .idle
            }
            if device.state != .idle, !canLeave {
                throw Violation(property: .wayOut, seen: "\(seat.name) cannot leave \(device.state)")
            }
            if (device.state == .idle) != (device.call == nil) {
                throw Violation(
                    property: .agreement, seen: "\(seat.name) is \(device.state) without its call")
            }
        }
    }

    // MARK: Audio

    /// Audio may flow between these two only in a call that was accepted and that both hold.
    static func checkAudio(_ simulation: Simulation, _ one: Seat, _ other: Seat) throws(Violation) {
        let held = simulation.world[one].call?.number
        guard let held, held == simulation.world[other].call?.number,
            simulation.facts.wasAccepted(Int(held))
        else {
            throw Violation(
                property: .audioAfterAccept, seen: "a path between \(one.name) and \(other.name)")
        }
    }

    // MARK: Survival

    /// The call in progress that nobody has ended, if there is one: it must go on.
    static func living(_ simulation: Simulation) -> RegistryFacts.Conversation? {
        guard let conversation = simulation.facts.conversation else { return nil }
        let isLiving = [conversation.caller, conversation.callee].allSatisfy { seat in
            conversation.names.allSatisfy { simulation.world[seat].ended[$0] == 0 }
        }
        return isLiving ? conversation : nil
    }

    /// Whatever a device hears, it stays in the call that it takes part in. It may leave one that goes on against
    /// what was said of it; that it then comes back is seen in the world at rest.
    static func checkStays(
        _ seat: Seat, holding held: DeviceModel.HeldCall?, _ simulation: Simulation
    ) throws(Violation) {
        guard simulation.world[seat].call == nil, let living = living(simulation),
            held?.number == Int8(living.call), living.isBound(seat),
            !living.names.contains(where: simulation.world.isUnforeseen)
        else { return }
        throw Violation(
            property: .survival, seen: "\(seat.name) leaves call \(living.call + 1), which goes on")
    }

    /// A device is not absent because the server's own way to it is gone.
    static func checkAbsence(_ simulation: Simulation) throws(Violation) {
        guard simulation.world.isCutOff, simulation.facts.conversation != nil else { return }
        throw Violation(property: .absence, seen: "the call is given up, and nobody can reach the server")
    }

    // MARK: Agreement

    /// What both sides and the server say once nothing is on its way any more.
    static func checkAgreement(_ simulation: Simulation) throws(Violation) {
        let world = simulation.world
        try checkLastWords(simulation)
        for seat in simulation.play.seats {
            let device = world[seat]
            if device.state == .connected, world.path != .good {
                throw Violation(
                    property: .agreement, seen: "\(seat.name) is connected, and not heard or deaf")
            }
            let expected = expectation(seat, simulation)
            let held = device.call.map { Int($0.number) }
            let isSpared = expected.state == .ringing && world.isNearlyOver && device.state == .idle
            guard isSpared || (device.state == expected.state && held == expected.call) else {
                let found = "\(device.state)\(held.map { " in call \($0 + 1)" } ?? "")"
                let wanted = "\(expected.state)\(expected.call.map { " in call \($0 + 1)" } ?? "")"
                throw Violation(
                    property: .agreement, seen: "\(seat.name) is \(found); the server says \(wanted)")
            }
        }
    }

    /// What a person has ended is over. With two devices, one may have declined too late.
    private static func checkLastWords(_ simulation: Simulation) throws(Violation) {
        let facts = simulation.facts
        // With two seconds left nobody is asked any more; the deadline ends it.
        guard let current = facts.current, !(facts.isRinging && simulation.world.isNearlyOver) else { return }
        for number in 0..<4 where facts.place(named: number) == current {
            for seat in simulation.play.seats where simulation.world.hasHungUp(number, seat) {
                guard facts.isRinging || facts.conversation?.isBound(seat) == true else { continue }
                throw Violation(
                    property: .lastWord, seen: "\(seat.name) has ended call \(current + 1), and it goes on")
            }
        }
    }

    private static func expectation(_ seat: Seat, _ simulation: Simulation) -> (
        state: DeviceState, call: Int?
    ) {
        guard let snapshot = simulation.facts.snapshots[Int(seat.rawValue)] else { return (.idle, nil) }
        switch snapshot.state {
        case .calling: return snapshot.here ? (.calling, snapshot.call) : (.idle, nil)
        case .ringing: return (.ringing, snapshot.call)
        case .inCall: return snapshot.here ? (.connected, snapshot.call) : (.idle, nil)
        }
    }
}
