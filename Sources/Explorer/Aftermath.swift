import CallCore

/// What becomes of a world when nothing goes wrong any more and nobody does anything.
///
/// There is one next step then, so every world has one future. Futures meet: each is followed only until it
/// reaches a world whose future is known.
struct Aftermath {
    private var known = WorldList()
    private var ends: Set<World> = []
    /// Futures that were not followed to their end because a queue was full.
    private(set) var cut = 0

    /// Follows the future of a world to its end.
    /// - Throws: `Violation` with the story of the future in it.
    mutating func follow(_ simulation: Simulation) throws(Violation) {
        var simulation = simulation
        simulation.world = simulation.world.calm
        var story: [String] = []
        let first = known.count
        while true {
            let (place, isNew) = known.insert(simulation.world)
            guard isNew else {
                if place < first { return }
                throw Violation(
                    property: .agreement, seen: "it goes round in circles: " + story.joined(separator: "; "))
            }
            guard let step = Self.next(simulation) else {
                try told(story) { () throws(Violation) in try look(simulation) }
                return
            }
            story.append(step.sentence(in: simulation.world))
            simulation.isCut = false
            let living = Properties.living(simulation)?.call
            try told(story) { () throws(Violation) in
                try simulation.take(step)
                if let living, Properties.living(simulation)?.call != living,
                    !Seat.allCases.contains(where: { simulation.world.hasHungUp(living, $0) })
                {
                    throw Violation(property: .survival, seen: "call \(living + 1) is over")
                }
            }
            if simulation.isCut {
                cut += 1
                return
            }
        }
    }

    /// At rest everybody must agree. Then a call that rings must end at its deadline, and one in progress
    /// by either person's hand, and everybody must agree again.
    private mutating func look(_ simulation: Simulation) throws(Violation) {
        guard ends.insert(simulation.world).inserted else { return }
        try Properties.checkAgreement(simulation)
        for seat in simulation.play.seats where simulation.world[seat].state != .idle {
            var ended = simulation
            let event: DeviceEvent =
                simulation.world[seat].state == .ringing ? .declinePressed : .hangUpPressed
            try ended.happen(Simulation.DeviceInput(event: event), at: seat)
            try follow(ended)
        }
        if simulation.facts.deadline != nil {
            var ended = simulation
            try ended.serve(.deadlinePassed)
            try follow(ended)
        }
    }

    private func told(
        _ story: [String], _ work: () throws(Violation) -> Void
    ) throws(Violation) {
        do {
            try work()
        } catch {
            let future = story.isEmpty ? "" : " after: " + story.joined(separator: "; ")
            throw Violation(property: error.property, seen: error.seen + future)
        }
    }

    /// The one next step: connections first, then messages, then media. What the browser finds out about a path
    /// comes last; timers are not waited for, but the grace of a path that was interrupted and does not come back.
    private static func next(_ simulation: Simulation) -> Step? {
        var first: (step: Step, priority: Int)?
        for step in simulation.steps() {
            guard let priority = priority(step, in: simulation.world), priority < first?.priority ?? .max
            else { continue }
            first = (step, priority)
        }
        return first?.step
    }

    private static func priority(_ step: Step, in world: World) -> Int? {
        switch step {
        case .noticesLoss, .lossIsNoticed: 0
        case .uplinkReturns, .connects: 1
        case .arrives(_, let twice): twice ? nil : 2
        case .microphoneOpens: 4
        case .pathFound: 5
        case .pathRecovers: 6
        case .seesPath: 7
        case .missesPath: 8
        case .hearsNothing: 8
        case .timerPasses(let seat): world[seat].timer == .grace ? 8 : nil
        case .givesPathUp: 9
        case .repeatsNegotiation: 10
        case .pressesCall, .pressesAccept, .pressesContinue, .pressesDecline, .pressesHangUp,
            .microphoneFails, .breaks,
            .echoes, .reloads, .changesNetwork, .changesAddress, .sleeps, .uplinkFails, .othersCome,
            .serverRestarts, .deciderIsReplaced, .storeFails, .storeRecovers, .ringingIsNearlyOver,
            .deadlinePasses, .noticeIsTaken, .noticeIsNotTaken, .pathFalters, .pathBreaks:
            nil
        }
    }
}
