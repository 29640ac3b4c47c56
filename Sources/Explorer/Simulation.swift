import CallCore

/// A world with what is needed to go on from it.
struct Simulation {
    let setup: Setup
    var world: World

    /// What devices say, also into connections that carry nothing; nil where nobody wants to know.
    var said: [(seat: Seat, message: Message)]?
    /// Did something not fit into a queue? Then what follows is not looked at.
    var isCut = false

    var play: Play { setup.play }
    var rules: Rules { setup.rules }
    var table: TransitionTable { setup.table }
    var pool: RegistryPool { setup.pool }
    /// What the server's registry says.
    var facts: RegistryFacts { pool.facts(world.registry) }

    // MARK: What can happen

    /// Every step that is possible now.
    func steps() -> [Step] {
        var steps: [Step] = []
        for seat in play.seats where world[seat].inbox.count > play.lag {
            return [.arrives(seat, twice: false)]
        }
        let mayFail = world.faultsLeft > 0
        for seat in play.seats { add(seat, mayFail, to: &steps) }
        if facts.deadline != nil, mayDeadlinePass { steps.append(.deadlinePasses) }
        if facts.awaitsNotice { steps += [.noticeIsTaken, .noticeIsNotTaken] }
        if !world.isNearlyOver, facts.isRinging { steps.append(.ringingIsNearlyOver) }
        if mayFail {
            steps.append(.serverRestarts)
            if !world.isUplinkGone { steps.append(.uplinkFails) }
            let addressed = SeatSet(play.seats.filter { !world[$0].inbox.isEmpty })
            steps += addressed.parts.map { .deciderIsReplaced(losing: $0) }
        }
        if world.isStoreIll {
            steps.append(.storeRecovers)
        } else if mayFail {
            steps.append(.storeFails)
        }
        if world.isUplinkGone {
            steps.append(.uplinkReturns)
        } else if facts.waitsForOthers {
            steps.append(.othersCome)
        }
        switch world.path {
        case .good:
            if mayFail { steps += [.pathFalters, .pathBreaks] }
        case .interrupted: steps += [.pathRecovers, .pathBreaks]
        case .none, .broken, .deafAtAlice, .deafAtOther:
            if readyForPath != nil { steps.append(.pathFound) }
        }
        return steps
    }

    private func add(_ seat: Seat, _ mayFail: Bool, to steps: inout [Step]) {
        let device = world[seat]
        // People.
        if device.isOpen, device.state == .idle, device.wishes > 0 { steps.append(.pressesCall(seat)) }
        if device.isOpen, device.state == .idle, device.moves > 0,
            Snapshot.elsewhere(news: device.news) != nil
        {
            steps.append(.pressesContinue(seat))
        }
        if device.isOpen, device.state == .ringing { steps.append(.pressesAccept(seat)) }
        if reacts(device, .declinePressed) { steps.append(.pressesDecline(seat)) }
        if reacts(device, .hangUpPressed) { steps.append(.pressesHangUp(seat)) }
        // Its microphone and timer.
        if device.microphone == .opening {
            steps.append(.microphoneOpens(seat))
            if mayFail { steps.append(.microphoneFails(seat)) }
        }
        if let timer = device.timer, mayPass(timer, device) { steps.append(.timerPasses(seat)) }
        // Its connection.
        if !device.inbox.isEmpty {
            steps.append(.arrives(seat, twice: false))
            if mayFail { steps.append(.arrives(seat, twice: true)) }
        }
        switch device.line {
        case .up:
            if mayFail {
                steps.append(.breaks(seat))
                if device.lastSaid != nil { steps.append(.echoes(seat)) }
            }
        case .halfOpen: steps.append(.noticesLoss(seat))
        case .opening: if mayFail { steps.append(.breaks(seat)) }
        case .down: if !world.isUplinkGone { steps.append(.connects(seat)) }
        }
        if mayFail {
            steps += [.reloads(seat), .changesNetwork(seat)]
            switch device.state {
            case .calling, .accepting, .claiming: steps.append(.sleeps(seat))
            case .idle, .dialing, .redialing, .ringing, .answering, .resuming, .continuing, .connecting,
                .connected, .interrupted, .reconnecting:
                break
            }
            if partner(of: seat) != nil, world.path == .good { steps.append(.changesAddress(seat)) }
        }
        if device.isBelieved, device.line == .halfOpen || device.line == .down {
            steps.append(.lossIsNoticed(seat))
        }
        // What it sees of the path.
        switch device.pathSeen {
        case .connected: if let step = loss(seat) { steps.append(step) }
        case .none, .disconnected, .failed:
            if world.path == .good, partner(of: seat) != nil { steps.append(.seesPath(seat)) }
        }
        let looksForPath = device.state == .connecting || device.state == .reconnecting
        if rules.runner.repeatsNegotiation, looksForPath { steps.append(.repeatsNegotiation(seat)) }
        let path = path(of: seat)
        let isLost = path == .none || path == .broken
        let wasThere = device.pathSeen == .connected || device.pathSeen == .disconnected
        let neverCame = device.pathSeen == .none && device.connection != nil && path == .broken
        if (wasThere && isLost) || neverCame { steps.append(.givesPathUp(seat)) }
    }

    /// How a device that took the path for good finds out that it is not.
    private func loss(_ seat: Seat) -> Step? {
        switch path(of: seat) {
        case .good: nil
        case .none, .interrupted, .broken: .missesPath(seat)
        case .deafAtAlice: seat.isAlices && rules.runner.listens ? .hearsNothing(seat) : nil
        case .deafAtOther: !seat.isAlices && rules.runner.listens ? .hearsNothing(seat) : nil
        }
    }

    /// The path of a device's connection; there is one in a play.
    private func path(of seat: Seat) -> World.Path {
        partner(of: seat) == nil && world.path == .good ? .none : world.path
    }

    /// Devices are back long before an absence that is counted from the return of the server's way to them is over.
    private var mayDeadlinePass: Bool { world.isUplinkGone || !world.isCutOff }

    /// A device waits longer for an answer than the server does.
    private func mayPass(_ timer: DeviceTimer, _ device: DeviceModel) -> Bool {
        guard timer == .ring, facts.isRinging, let call = device.call else { return true }
        return facts.place(named: Int(call.number)) != facts.current
    }

    func reacts(_ device: DeviceModel, _ event: DeviceEvent) -> Bool {
        table.transition(device.state, event) != nil
    }

    // MARK: Taking a step

    /// Takes a step and looks at what has come of it.
    mutating func take(_ step: Step) throws(Violation) {
        // A path that falters may break without another fault.
        if step.isFault, !(step == .pathBreaks && world.path == .interrupted) { world.faultsLeft -= 1 }
        try act(step)
        if world.faultsLeft == 0 { for seat in play.seats { world[seat].lastSaid = nil } }
        try Properties.check(self)
    }

    private mutating func act(_ step: Step) throws(Violation) {
        switch step {
        case .pressesCall(let seat): try placeCall(seat)
        case .pressesAccept(let seat): try happen(DeviceInput(event: .acceptPressed), at: seat)
        case .pressesContinue(let seat): try continueCall(seat)
        case .pressesDecline(let seat): try happen(DeviceInput(event: .declinePressed), at: seat)
        case .pressesHangUp(let seat): try happen(DeviceInput(event: .hangUpPressed), at: seat)
        case .microphoneOpens(let seat):
            world[seat].microphone = .open
            try happen(DeviceInput(event: .microphoneReady), at: seat)
        case .microphoneFails(let seat):
            world[seat].microphone = .closed
            try happen(DeviceInput(event: .microphoneFailed), at: seat)
        case .arrives(let seat, let twice):
            guard let message = world[seat].inbox.first else { return }
            if !twice { world[seat].inbox.removeFirst() }
            let held = world[seat].call
            try hear(message, at: seat)
            try Properties.checkStays(seat, holding: held, self)
        case .echoes(let seat):
            if let message = world[seat].lastSaid { try serve(.said(message, by: seat)) }
        case .breaks(let seat):
            if world[seat].line == .opening { loseLine(of: seat) } else { world[seat].line = .halfOpen }
        case .noticesLoss(let seat): loseLine(of: seat)
        case .lossIsNoticed(let seat): try noticeLoss(seat)
        case .connects(let seat): try connect(seat)
        case .reloads(let seat): reload(seat)
        case .changesNetwork(let seat):
            loseLine(of: seat)
            world[seat].hasNewNetwork = true
            if world[seat].connection != nil, world.path != .none { breakPath() }
        case .changesAddress(let seat):
            if world[seat].line == .up { world[seat].line = .halfOpen }
            if world[seat].line == .opening { loseLine(of: seat) }
            breakPath()
            world.path = seat.isAlices ? .deafAtAlice : .deafAtOther
        case .sleeps(let seat):
            loseLine(of: seat)
            world[seat].hasSlept = true
            // Nobody else has slept.
            if facts.isRinging { try serve(.deadlinePassed) }
        case .uplinkFails: try failUplink()
        case .uplinkReturns: world.isUplinkGone = false
        case .othersCome: try serve(.othersCome)
        case .serverRestarts: try restartServer()
        case .deciderIsReplaced(let lost): try replaceDecider(losing: lost)
        case .storeFails: world.isStoreIll = true
        case .storeRecovers: recoverStore()
        case .timerPasses(let seat): try passTimer(seat)
        case .ringingIsNearlyOver: world.isNearlyOver = true
        case .deadlinePasses:
            try Properties.checkAbsence(self)
            try serve(.deadlinePassed)
        case .noticeIsTaken: try serve(.notified(isTaken: true))
        case .noticeIsNotTaken: try serve(.notified(isTaken: false))
        case .pathFound:
            guard let (one, other) = readyForPath else { return }
            try Properties.checkAudio(self, one, other)
            world.path = .good
        case .pathFalters: world.path = .interrupted
        case .pathRecovers: world.path = .good
        case .pathBreaks: breakPath()
        case .seesPath(let seat):
            world[seat].pathSeen = .connected
            try happen(DeviceInput(event: .mediaConnected), at: seat)
        case .missesPath(let seat):
            world[seat].pathSeen = .disconnected
            try happen(DeviceInput(event: .mediaDisconnected), at: seat)
        case .givesPathUp(let seat):
            world[seat].pathSeen = .failed
            try happen(DeviceInput(event: .mediaFailed), at: seat)
        case .hearsNothing(let seat):
            world[seat].pathSeen = .disconnected
            try happen(DeviceInput(event: .mediaSilent), at: seat)
        case .repeatsNegotiation(let seat): try happen(DeviceInput(event: .negotiationStalled), at: seat)
        }
    }

    private mutating func placeCall(_ seat: Seat) throws(Violation) {
        let number = play.nextCall(of: seat, wishes: world[seat].wishes)
        world[seat].wishes -= 1
        let call = DeviceModel.HeldCall(number: Int8(number), isCaller: true)
        try happen(DeviceInput(event: .callPressed, call: call), at: seat)
    }

    private mutating func continueCall(_ seat: Seat) throws(Violation) {
        guard let call = Snapshot.elsewhere(news: world[seat].news) else { return }
        world[seat].moves -= 1
        for number in 0..<4 where facts.isSame(number, Int(call.number)) {
            if rules.runner.forgivesEndings { world[seat].forget(number) }
            world.takeBackHangUp(of: number, by: seat)
        }
        try happen(DeviceInput(event: .continuePressed, call: call), at: seat)
    }

    mutating func loseLine(of seat: Seat) {
        world[seat].line = .down
        world[seat].inbox.removeAll()
        world[seat].lastSaid = nil
    }

    private mutating func reload(_ seat: Seat) {
        closeConnection(of: seat)
        let before = world[seat]
        var fresh = DeviceModel(wishes: before.wishes, moves: before.moves)
        if rules.runner.remembersEndings { fresh.ended = before.ended }
        fresh.line = .down
        fresh.isBelieved = before.isBelieved
        world[seat] = fresh
    }

    private mutating func passTimer(_ seat: Seat) throws(Violation) {
        guard let timer = world[seat].timer else { return }
        guard reacts(world[seat], timer.event) else {
            throw Violation(
                property: .timers,
                seen: "\(timer) passes at \(seat.name) in \(world[seat].state), which does not handle it")
        }
        try happen(DeviceInput(event: timer.event), at: seat)
    }
}
