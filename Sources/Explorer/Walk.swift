import CallCore

/// What one device goes through on a walk through the worlds: every fact, and what comes of it.
///
/// The browser's runner is led along the same walks (`web/tests/walks.test.ts`), so that the model of it that
/// is explored here, and the program that runs there, do the same.
package struct Walk: Sendable, Hashable {
    /// One fact and its outcome, as words: "hear call:accept 1", "connecting", ["call:offer 1"].
    package struct Entry: Sendable, Hashable {
        /// What happened.
        package let fact: String
        /// The state afterwards.
        package let state: String
        /// What the device has said.
        package let said: [String]
    }

    /// In the order in which they happened.
    package internal(set) var entries: [Entry] = []
}

/// Walks at random until every cell of the device's table that a walk comes across has been on one of them.
package struct Walker {
    private let setup: Setup
    private var random: SplitMix
    private var seen: Set<[UInt8]> = []

    /// Walks of a play; the same seed gives the same walks.
    package init(_ play: Play, seed: UInt64) {
        setup = Setup(play: play, rules: .real)
        random = SplitMix(state: seed)
    }

    /// - Returns: Of so many tries those walks that came across a cell that none before them had.
    package mutating func walks(tries: Int, length: Int) -> [Walk] {
        (0..<tries).flatMap { _ in walk(length: length) }
    }

    /// One walk, as each of the devices went through it, as far as that is new.
    private mutating func walk(length: Int) -> [Walk] {
        var simulation = Simulation(setup: setup, world: World(setup.play))
        var walks = [Seat: Walk]()
        /// How much of each device's walk there is up to the last cell that was new.
        var newsUntil = [Seat: Int]()
        var failures = [Seat: Int]()
        for _ in 0..<length {
            guard let step = nextStep(simulation) else { break }
            let before = simulation.world
            simulation.said = []
            // The exploration shows that no step of the real machines breaks a rule.
            guard (try? simulation.take(step)) != nil, !simulation.isCut else { break }
            for (seat, fact) in facts(step, before) {
                let said = (simulation.said ?? []).filter { $0.seat == seat && $0.message.kind != .candidate }
                let entry = Walk.Entry(
                    fact: fact.words, state: simulation.world[seat].state.rawValue,
                    said: said.map(\.message.words)
                )
                walks[seat, default: Walk()].entries.append(entry)
                if fact.kind == "path failed" { failures[seat, default: 0] += 1 }
                if fact.kind == "path connected" { failures[seat] = 0 }
                // The model does not count the tries to mend a path; the browser does.
                if failures[seat, default: 0] > Self.failures { return found(walks, newsUntil) }
                if seen.insert([Compact(before[seat].state).code] + Array(fact.kind.utf8)).inserted {
                    newsUntil[seat] = walks[seat]?.entries.count
                }
            }
        }
        return found(walks, newsUntil)
    }

    /// So often a path may fail on a walk before audio flows again.
    private static let failures = 2

    private func found(_ walks: [Seat: Walk], _ newsUntil: [Seat: Int]) -> [Walk] {
        Seat.allCases.compactMap { seat in
            newsUntil[seat].flatMap { end in walks[seat].map { Walk(entries: Array($0.entries[..<end])) } }
        }
    }

    /// Mostly one that leads further into a call, or walks would seldom get there.
    private mutating func nextStep(_ simulation: Simulation) -> Step? {
        let steps = simulation.steps()
        let further = steps.filter(Self.leadsFurther)
        let chosen = further.isEmpty || UInt8.random(in: 0..<10, using: &random) == 0 ? steps : further
        return chosen.randomElement(using: &random)
    }

    private static func leadsFurther(_ step: Step) -> Bool {
        switch step {
        case .arrives(_, let twice): !twice
        case .pressesCall, .pressesAccept, .pressesContinue, .microphoneOpens, .connects, .pathFound,
            .pathRecovers, .seesPath,
            .missesPath, .givesPathUp, .hearsNothing:
            true
        case .pressesDecline, .pressesHangUp, .microphoneFails, .breaks, .noticesLoss, .lossIsNoticed,
            .reloads, .changesNetwork, .changesAddress, .sleeps, .repeatsNegotiation, .echoes, .uplinkFails,
            .uplinkReturns, .othersCome, .serverRestarts, .deciderIsReplaced, .storeFails,
            .storeRecovers, .ringingIsNearlyOver, .timerPasses, .deadlinePasses, .noticeIsTaken,
            .noticeIsNotTaken, .pathFalters, .pathBreaks:
            false
        }
    }

    /// Whom a step happens to, in words, and what kind of fact it is to each of them.
    private func facts(_ step: Step, _ world: World) -> [(Seat, (words: String, kind: String))] {
        func plain(_ seat: Seat, _ words: String) -> [(Seat, (words: String, kind: String))] {
            [(seat, (words, words))]
        }
        switch step {
        case .pressesCall(let seat):
            let call = setup.play.nextCall(of: seat, wishes: world[seat].wishes)
            return [(seat, ("press call \(call + 1)", "press call"))]
        case .pressesAccept(let seat): return plain(seat, "press accept")
        case .pressesContinue(let seat): return plain(seat, "press continue")
        case .pressesDecline(let seat): return plain(seat, "press decline")
        case .pressesHangUp(let seat): return plain(seat, "press hang-up")
        case .microphoneOpens(let seat): return plain(seat, "microphone opens")
        case .microphoneFails(let seat): return plain(seat, "microphone fails")
        case .arrives(let seat, _):
            guard let message = world[seat].inbox.first else { return [] }
            let kind = message.kindWords + relation(of: message, to: world[seat])
            return [(seat, ("hear " + words(message, at: world[seat]), kind))]
        case .noticesLoss(let seat): return plain(seat, "line lost")
        case .changesNetwork(let seat): return plain(seat, "network changes")
        case .sleeps(let seat): return plain(seat, "page sleeps")
        case .reloads(let seat): return plain(seat, "page reloads")
        case .timerPasses(let seat): return plain(seat, "timer passes")
        case .seesPath(let seat): return plain(seat, "path connected")
        case .missesPath(let seat): return plain(seat, "path disconnected")
        case .givesPathUp(let seat): return plain(seat, "path failed")
        case .hearsNothing(let seat): return plain(seat, "path silent")
        case .repeatsNegotiation(let seat): return plain(seat, "no answer")
        case .serverRestarts: return setup.play.seats.flatMap { plain($0, "line lost") }
        case .breaks, .changesAddress, .echoes, .lossIsNoticed, .connects, .uplinkFails, .uplinkReturns,
            .othersCome, .deciderIsReplaced, .storeFails, .storeRecovers, .ringingIsNearlyOver,
            .deadlinePasses, .noticeIsTaken, .noticeIsNotTaken, .pathFound, .pathFalters, .pathRecovers,
            .pathBreaks:
            return []
        }
    }

    /// A description is told with what the browser finds out of it: whether it comes from the connection that
    /// it knows, and whether it answers its last offer.
    private func words(_ message: Message, at device: DeviceModel) -> String {
        switch message.kind {
        case .offer, .answer:
            message.words + (isNew(message, to: device) ? " new" : "") + (message.isNewest ? "" : " stale")
        case .initiate, .incoming, .accept, .takeOver, .reject, .end, .candidate, .ready, .snapshot, .error:
            message.words
        }
    }

    /// What makes it another fact to the table than the same message about the call at hand.
    private func relation(of message: Message, to device: DeviceModel) -> String {
        if isNew(message, to: device) { return " new" }
        guard let snapshot = message.snapshot, message.kind == .ready || message.kind == .snapshot else {
            return ""
        }
        if device.endedName(of: snapshot) != nil { return " ended" }
        return device.call.map { $0.number == Int8(snapshot.call) ? "" : " other" } ?? ""
    }

    /// Is it a description that comes from another connection than the one that the device knows?
    private func isNew(_ message: Message, to device: DeviceModel) -> Bool {
        switch message.kind {
        case .offer, .answer: device.connection.map { !Simulation.continues($0, message) } ?? false
        case .initiate, .incoming, .accept, .takeOver, .reject, .end, .candidate, .ready, .snapshot, .error:
            false
        }
    }
}

extension Message {
    /// What kind of fact it is to a device.
    fileprivate var kindWords: String {
        switch kind {
        case .ready, .snapshot:
            "\(kind) \(snapshot.map { "\($0.state) \($0.isCaller) \($0.here)" } ?? "none")"
        case .initiate, .incoming, .accept, .takeOver, .reject, .end, .offer, .answer, .candidate, .error:
            "\(kind)"
        }
    }

    fileprivate var words: String {
        switch kind {
        case .initiate: "call:initiate \(call + 1)"
        case .incoming: "call:incoming \(call + 1)"
        case .accept: "call:accept \(call + 1)"
        case .takeOver: "call:accept \(call + 1) take-over"
        case .reject: "call:reject \(call + 1) \(reason.rawValue)"
        case .end: "call:end \(call + 1) \(reason.rawValue)"
        case .offer: "call:offer \(call + 1)"
        case .answer: "call:answer \(call + 1)"
        case .candidate: "call:ice-candidate \(call + 1)"
        case .error: "session:error \(call + 1)"
        case .ready: "session:ready" + snapshotWords
        case .snapshot: "session:call" + snapshotWords
        }
    }

    private var snapshotWords: String {
        guard let snapshot else { return " none" }
        let words = [
            "\(snapshot.call + 1)", snapshot.state.rawValue, snapshot.isCaller ? "caller" : "callee",
            snapshot.here ? "here" : "elsewhere", snapshot.peerSignaling ? "up" : "down",
            snapshot.alias.map { "alias-\($0 + 1)" } ?? "no-alias",
        ]
        return " " + words.joined(separator: " ")
    }
}

/// A small generator of numbers that only look random (Steele, Lea, Flood 2014), so that a seed gives the
/// same walks everywhere.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
