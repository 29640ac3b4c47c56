import CallCore

/// What an exploration found.
package struct Exploration: Sendable {
    /// Different worlds that were reached.
    package let worlds: Int
    /// Steps from one of them to another.
    package let steps: Int
    /// The longest of all shortest ways from the beginning.
    package let depth: Int
    /// Steps that were not followed because a queue was full.
    package let cut: Int
    /// The first property that was found not to hold, with the shortest story that leads there.
    package let finding: Finding?

    /// A property that does not hold.
    package struct Finding: Sendable {
        /// Which one, and what was seen.
        package let violation: Violation
        /// What happened, step by step.
        package let story: [String]
    }
}

/// Visits every world that can be reached from the beginning of a play, the near ones first, so that the
/// story of what it finds is as short as can be.
///
/// A message to a device waits in its inbox for as long as it likes. A message to the server arrives at once
/// or never: that one device's message took longer than another's makes no order of the server's decisions
/// that is not made as well by the device having heard, and so acted, later. Time stands still: a timer may
/// pass at any moment at which it runs.
package struct Explorer {
    private let setup: Setup

    private var worlds = WorldList()
    /// The step that first led to each world, and where from.
    private var origins: [(from: Int, step: Step)?] = []
    private var aftermath = Aftermath()
    private var steps = 0
    private var cut = 0

    /// An exploration of a play by these rules.
    package init(_ play: Play, rules: Rules = .real) {
        setup = Setup(play: play, rules: rules)
    }

    /// Explores everything, or ends with the first violation.
    package mutating func explore() -> Exploration {
        var layerEnd = 1
        var depth = 0
        _ = worlds.insert(World(setup.play))
        origins.append(nil)
        var here = 0
        while here < worlds.count {
            if here == layerEnd {
                layerEnd = worlds.count
                depth += 1
            }
            if let finding = expand(here) { return exploration(depth, finding) }
            here += 1
        }
        return exploration(depth, nil)
    }

    private func exploration(_ depth: Int, _ finding: Exploration.Finding?) -> Exploration {
        Exploration(
            worlds: worlds.count, steps: steps, depth: depth, cut: cut + aftermath.cut, finding: finding)
    }

    private mutating func expand(_ here: Int) -> Exploration.Finding? {
        let simulation = Simulation(setup: setup, world: worlds[here])
        do throws(Violation) {
            try aftermath.follow(simulation)
        } catch {
            return Exploration.Finding(violation: error, story: story(to: here))
        }
        for step in simulation.steps() {
            steps += 1
            var next = simulation
            do throws(Violation) {
                try next.take(step)
            } catch {
                let last = step.sentence(in: simulation.world)
                return Exploration.Finding(violation: error, story: story(to: here) + [last])
            }
            if next.isCut {
                cut += 1
            } else if worlds.insert(next.world).isNew {
                origins.append((here, step))
            }
        }
        return nil
    }

    /// What happened on the way to a world.
    private func story(to place: Int) -> [String] {
        var sentences: [String] = []
        var place = place
        while let (from, step) = origins[place] {
            sentences.append(step.sentence(in: worlds[from]))
            place = from
        }
        return sentences.reversed()
    }
}
