import CallCore

/// Peer connections: offers, answers, candidates, and which of them belong together. The model of
/// `web/src/call/call-media.ts` and `peer-audio.ts`.
extension Simulation {
    private func others(than seat: Seat) -> [Seat] {
        play.seats.filter { $0.isAlices != seat.isAlices }
    }

    mutating func openConnection(of seat: Seat) {
        guard world[seat].connection == nil, world[seat].microphone == .open else { return }
        world[seat].connection = DeviceModel.Connection()
        world[seat].pathSeen = .none
    }

    /// Closes it: the other side's description of it, and what it sent, belong to nothing any more.
    mutating func closeConnection(of seat: Seat) {
        guard world[seat].connection != nil else { return }
        world[seat].connection = nil
        world[seat].pathSeen = .none
        outdate(seat) { $0.orphan() }
        for other in others(than: seat) where sharesCall(seat, other) {
            let remote = world[other].connection?.remote
            // The other one may be connected to this person's other device by now.
            if remote == .present(seat.other) { continue }
            world.path = .none
            if remote == .present(seat) { world[other].connection?.remote = .gone }
        }
        // Answers to its offers answer nothing any more.
        world[seat].inbox.change { if $0.kind == .answer { $0.outdate() } }
    }

    /// Has the other one a connection in the same call? Of Bo's two devices only one may be the one that Alice talks to.
    private func sharesCall(_ seat: Seat, _ other: Seat) -> Bool {
        guard let one = world[seat].call?.number, world[other].connection != nil else { return false }
        return world[other].call.map { facts.isSame(Int(one), Int($0.number)) } ?? false
    }

    mutating func negotiate(_ seat: Seat) throws(Violation) {
        guard world[seat].call?.isCaller == true else {
            return try say(seat) { Message(.accept, call: $0) }
        }
        try sendOffer(seat)
    }

    /// The prepared offer, or a new one: what was offered and answered before is of no use then.
    private mutating func sendOffer(_ seat: Seat) throws(Violation) {
        openConnection(of: seat)
        guard let connection = world[seat].connection else { return }
        if !connection.isPrepared { outdateNegotiation(seat) }
        world[seat].connection?.isPrepared = false
        world[seat].connection?.awaitsAnswer = true
        try say(seat) { Message(fresh: .offer, call: $0, from: seat) }
        try say(seat) { Message(fresh: .candidate, call: $0, from: seat) }
    }

    private mutating func outdateNegotiation(_ seat: Seat) {
        outdate(seat) { $0.outdate() }
        world[seat].inbox.change { if $0.kind == .answer { $0.outdate() } }
    }

    /// Changes every description and candidate of this device that is under way.
    private mutating func outdate(_ seat: Seat, _ change: (inout Message) -> Void) {
        func isMedia(_ message: Message) -> Bool {
            switch message.kind {
            case .offer, .answer, .candidate: true
            case .initiate, .incoming, .accept, .takeOver, .reject, .end, .ready, .snapshot, .error: false
            }
        }
        guard let call = world[seat].call.map({ Int($0.number) }) else { return }
        let facts = facts
        for other in others(than: seat) {
            world[other].inbox.change {
                let isOurs = isMedia($0) && $0.isFromSecond == seat.isSecond
                if isOurs, facts.isSame($0.call, call) { change(&$0) }
            }
        }
    }

    mutating func answer(
        _ offer: Message, at seat: Seat, _ follows: inout [DeviceEvent]
    ) throws(Violation) {
        if let connection = world[seat].connection, !Self.continues(connection, offer),
            rules.runner.followsNewConnections
        {
            closeConnection(of: seat)
            follows.append(.mediaReplaced)
        }
        openConnection(of: seat)
        guard world[seat].connection != nil else { return }
        world[seat].connection?.remote = offer.origin
        if world[seat].pathSeen == .failed { world[seat].pathSeen = .none }
        world[seat].connection?.hasCandidates = false
        // The candidates of an earlier answer go with it.
        outdate(seat) { if $0.kind == .candidate { $0.outdate() } }
        try say(seat) { call in
            var answer = Message(fresh: .answer, call: call, from: seat)
            answer.answer(offer)
            return answer
        }
        try say(seat) { Message(fresh: .candidate, call: $0, from: seat) }
        if world[seat].pathSeen == .connected { follows.append(.mediaConnected) }
    }

    mutating func apply(
        _ answer: Message, at seat: Seat, _ follows: inout [DeviceEvent]
    ) throws(Violation) {
        guard let connection = world[seat].connection, answer.isNewest,
            answer.answersSecond == seat.isSecond
        else { return }
        guard Self.continues(connection, answer) else {
            guard rules.runner.followsNewConnections else { return }
            closeConnection(of: seat)
            follows.append(.mediaReplaced)
            return try sendOffer(seat)
        }
        guard connection.awaitsAnswer else { return }
        world[seat].connection?.awaitsAnswer = false
        world[seat].connection?.remote = answer.origin
        // What is negotiated anew can fail anew.
        if world[seat].pathSeen == .failed { world[seat].pathSeen = .none }
        world[seat].connection?.hasCandidates = false
        if world[seat].pathSeen == .connected { follows.append(.mediaConnected) }
    }

    /// By the fingerprint. Two connections that are both gone are taken for one.
    static func continues(_ connection: DeviceModel.Connection, _ description: Message) -> Bool {
        switch connection.remote {
        case .none: true
        case .ofFirst, .ofSecond, .gone: connection.remote == description.origin
        }
    }

    /// The two devices whose connections know each other by their newest descriptions and candidates.
    var readyForPath: (Seat, Seat)? {
        for seat in play.seats where seat.isAlices {
            guard let partner = partner(of: seat), isReady(seat), isReady(partner) else { continue }
            return (seat, partner)
        }
        return nil
    }

    /// The device of the other side whose connection and this one's have each other's descriptions.
    func partner(of seat: Seat) -> Seat? {
        guard let remote = world[seat].connection?.remote else { return nil }
        return others(than: seat).first { other in
            remote == .present(other) && world[other].connection?.remote == .present(seat)
        }
    }

    private func isReady(_ seat: Seat) -> Bool {
        guard let connection = world[seat].connection else { return false }
        return connection.hasCandidates && !connection.awaitsAnswer && !connection.isPrepared
    }

    /// A candidate belongs to the description of the device that sent it.
    mutating func add(candidate: Message, at seat: Seat) {
        guard candidate.isNewest, let remote = world[seat].connection?.remote,
            remote == .none || remote == candidate.origin
        else { return }
        world[seat].connection?.hasCandidates = true
    }

    /// The path breaks: only what is gathered from now on finds another.
    mutating func breakPath() {
        world.path = .broken
        for seat in play.seats { world[seat].connection?.hasCandidates = false }
    }
}
