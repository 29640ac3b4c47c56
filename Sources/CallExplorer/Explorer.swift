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
    private let play: Play
    private let rules: Rules
    private let table: DeviceTable
    private let pool: CallPool

    private var worlds = WorldList()
    /// The step that first led to each world, and where from.
    private var origins: [(from: Int, step: Step)?] = []
    private var aftermath = Aftermath()
    private var steps = 0
    private var cut = 0

    /// An exploration of a play by these rules.
    package init(_ play: Play, rules: Rules = .real) {
        self.play = play
        self.rules = rules
        table = DeviceTable(rules)
        pool = CallPool(rules: rules, seats: play.seats)
    }

    /// Explores everything, or ends with the first violation.
    package mutating func explore() -> Exploration {
        var layerEnd = 1
        var depth = 0
        _ = worlds.insert(World(play))
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

    private func stage(_ world: World) -> Stage {
        Stage(play: play, rules: rules, table: table, pool: pool, world: world)
    }

    private mutating func expand(_ here: Int) -> Exploration.Finding? {
        let stage = stage(worlds[here])
        do throws(Violation) {
            try aftermath.follow(stage)
        } catch {
            return Exploration.Finding(violation: error, story: story(to: here))
        }
        for step in stage.steps() {
            steps += 1
            var next = stage
            do throws(Violation) {
                try next.take(step)
            } catch {
                let last = step.sentence(in: stage.world)
                return Exploration.Finding(violation: error, story: story(to: here) + [last])
            }
            if next.isCut {
                cut += 1
            } else if worlds.insert(next.world) {
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

/// Worlds in the order in which they were found, each once.
///
/// A dictionary would hold every world a second time; this holds places.
private struct WorldList {
    private var worlds: [World] = []
    private var slots = [Int32](repeating: -1, count: 1 << 12)

    var count: Int { worlds.count }

    subscript(_ place: Int) -> World { worlds[place] }

    /// - Returns: Was it new?
    mutating func insert(_ world: World) -> Bool {
        if worlds.count * 2 >= slots.count { grow() }
        let slot = slot(for: world)
        guard slots[slot] < 0 else { return false }
        slots[slot] = Int32(worlds.count)
        worlds.append(world)
        return true
    }

    private func slot(for world: World) -> Int {
        let mask = slots.count - 1
        var slot = world.hashValue & mask
        while slots[slot] >= 0, worlds[Int(slots[slot])] != world { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (place, world) in worlds.enumerated() { slots[slot(for: world)] = Int32(place) }
    }
}
