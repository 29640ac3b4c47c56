import CallCore

/// What becomes of a world when nothing goes wrong any more and nobody does anything.
///
/// There is one next step then, so every world has one future. Futures meet: each is followed only until it
/// reaches a world whose future is known.
struct Aftermath {
    private var known: Set<World> = []
    private var ends: Set<World> = []
    /// Futures that were not followed to their end because a queue was full.
    private(set) var cut = 0

    /// Follows the future of a world to its end.
    /// - Throws: `Violation` with the story of the future in it.
    mutating func follow(_ stage: Stage) throws(Violation) {
        var stage = stage
        stage.world = stage.world.calm
        var story: [String] = []
        var passed: Set<World> = []
        while known.insert(stage.world).inserted {
            passed.insert(stage.world)
            guard let step = Self.next(stage) else {
                try told(story) { () throws(Violation) in try look(stage) }
                return
            }
            story.append(step.sentence(in: stage.world))
            stage.isCut = false
            let living = Properties.living(stage)
            try told(story) { () throws(Violation) in
                try stage.take(step)
                if let living, Properties.living(stage) != living {
                    throw Violation(property: .survival, seen: "call \(living + 1) is over")
                }
                if passed.contains(stage.world) {
                    throw Violation(property: .agreement, seen: "it goes round in circles")
                }
            }
            if stage.isCut {
                cut += 1
                return
            }
        }
    }

    /// At rest everybody must agree. Then a call that rings must end at its deadline, and one in progress
    /// by either person's hand, and everybody must agree again.
    private mutating func look(_ stage: Stage) throws(Violation) {
        guard ends.insert(stage.world).inserted else { return }
        try Properties.checkAgreement(stage)
        for seat in stage.play.seats where stage.world[seat].state != .idle {
            var ended = stage
            let event: DeviceEvent = stage.world[seat].state == .ringing ? .declinePressed : .hangUpPressed
            try ended.happen(Stage.Occurrence(event: event), at: seat)
            try follow(ended)
        }
        for index in 0..<4 {
            guard stage.facts(index).hasDeadline else { continue }
            var ended = stage
            try ended.decide(index, .deadlinePassed)
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
    /// comes last; timers are not waited for.
    private static func next(_ stage: Stage) -> Step? {
        stage.steps().filter { priority($0) != nil }
            .min { (priority($0) ?? 0) < (priority($1) ?? 0) }
    }

    private static func priority(_ step: Step) -> Int? {
        switch step {
        case .noticesLoss, .lossIsNoticed: 0
        case .connects: 1
        case .arrives(_, let twice): twice ? nil : 2
        case .microphoneOpens: 4
        case .pathFound: 5
        case .pathRecovers: 6
        case .seesPath: 7
        case .missesPath: 8
        case .givesPathUp: 9
        case .pressesCall, .pressesAccept, .pressesDecline, .pressesHangUp, .microphoneFails, .breaks,
            .echoes,
            .reloads, .changesNetwork,
            .serverRestarts, .timerPasses, .ringingIsNearlyOver, .deadlinePasses, .pathFalters, .pathBreaks:
            nil
        }
    }
}
