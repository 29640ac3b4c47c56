import CallCore

/// What must hold in every world and at every step, see `docs/protocol.md`.
enum Properties {
    // MARK: The server's decisions

    static func check(
        _ before: Call, _ event: CallEvent, _ effects: [CallEffect], _ after: Call
    ) throws(Violation) {
        if before.isEnded, after != before {
            throw Violation(property: .final, seen: "\(event) changed a call that had ended")
        }
        if case .inCall = before.state, after.isEnded, !isEnding(event) {
            throw Violation(property: .survival, seen: "\(event) ended a call")
        }
        // After a restart nothing is set yet.
        try checkTimers(event == .serverRestarted ? nil : before.deadline, effects, after, "on \(event)")
        if case .deadlinePassed(let passed) = event, passed == before.deadline, after == before {
            throw Violation(property: .timers, seen: "\(passed.kind) passed and nothing happened")
        }
    }

    /// The timer that runs after these orders is the one that the call's state has, and none was lost.
    static func checkTimers(
        _ running: Deadline?, _ effects: [CallEffect], _ after: Call, _ occasion: String
    ) throws(Violation) {
        var set = running
        for effect in effects {
            switch effect {
            case .setDeadline(let deadline):
                guard set == nil else {
                    throw Violation(property: .timers, seen: "\(deadline.kind) set over a timer \(occasion)")
                }
                set = deadline
            case .cancelDeadline(let deadline):
                guard set == deadline else {
                    throw Violation(property: .timers, seen: "\(deadline.kind) cancelled unset \(occasion)")
                }
                set = nil
            case .send, .relay, .updateSnapshots, .sendSnapshot, .sendCurrentSnapshot, .refuse: break
            }
        }
        guard set == after.deadline else {
            throw Violation(property: .timers, seen: "the wrong timer runs on the server \(occasion)")
        }
    }

    private static func isEnding(_ event: CallEvent) -> Bool {
        switch event {
        case .endReceived, .deadlinePassed: true
        case .initiateReceived, .acceptReceived, .rejectReceived, .offerReceived, .answerReceived,
            .candidateReceived, .reportReceived, .deviceConnected, .deviceDisconnected, .serverRestarted:
            false
        }
    }

    // MARK: Every world

    static func check(_ stage: Stage) throws(Violation) {
        let world = stage.world
        let unended = (0..<4).filter { stage.facts($0).isKnown && !stage.facts($0).isEnded }
        // There are two people, so two calls that have not ended share both of them.
        if unended.count > 1 { throw Violation(property: .oneCall, seen: "calls \(unended) have not ended") }
        for seat in stage.play.seats {
            let device = world[seat]
            let holds = device.microphone != .closed || device.connection != nil
            if holds, !device.state.holdsMedia {
                throw Violation(property: .light, seen: "\(seat.name) is \(device.state) and holds media")
            }
            if device.timer != device.state.timer {
                throw Violation(
                    property: .timers, seen: "\(seat.name) is \(device.state), and the wrong timer runs")
            }
            let canLeave = [DeviceEvent.hangUpPressed, .declinePressed].contains { event in
                stage.table.transition(device.state, event)?.next == .idle
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
    static func checkAudio(_ stage: Stage, _ one: Seat, _ other: Seat) throws(Violation) {
        let held = stage.world[one].call?.number
        guard let held, held == stage.world[other].call?.number,
            let call = stage.pool[stage.world.calls[Int(held)]], wasAccepted(call)
        else {
            throw Violation(
                property: .audioAfterAccept, seen: "a path between \(one.name) and \(other.name)")
        }
    }

    private static func wasAccepted(_ call: Call) -> Bool {
        switch call.state {
        case .ringing: false
        case .inCall: true
        case .ended(let ended): ended.answeredAt != nil
        }
    }

    // MARK: Survival

    /// Does the device take part in this call in progress?
    static func isBound(_ seat: Seat, to call: Int, _ stage: Stage) -> Bool {
        stage.facts(call).bound.map { $0.caller == seat || $0.callee == seat } ?? false
    }

    /// The call in progress that nobody has ended, if there is one: it must go on.
    static func living(_ stage: Stage) -> Int? {
        (0..<4).first { index in
            guard let bound = stage.facts(index).bound else { return false }
            let names = [index, stage.facts(index).alias].compactMap(\.self)
            return [bound.caller, bound.callee].allSatisfy { seat in
                names.allSatisfy { stage.world[seat].ended[$0] == 0 }
            }
        }
    }

    // MARK: Agreement

    /// What both sides and the server say once nothing is on its way any more.
    static func checkAgreement(_ stage: Stage) throws(Violation) {
        let world = stage.world
        try checkLastWords(stage)
        for seat in stage.play.seats {
            let device = world[seat]
            let expected = expectation(seat, stage)
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
    private static func checkLastWords(_ stage: Stage) throws(Violation) {
        for number in 0..<4 {
            guard let call = stage.place(named: number), !stage.facts(call).isEnded else { continue }
            // With two seconds left nobody is asked any more; the deadline ends it.
            if stage.world.isNearlyOver, stage.facts(call).isRinging { continue }
            for seat in stage.play.seats where stage.world.hasHungUp(number, seat) {
                guard stage.facts(call).isRinging || isBound(seat, to: call, stage) else { continue }
                throw Violation(
                    property: .lastWord, seen: "\(seat.name) has ended call \(call + 1), and it goes on")
            }
        }
    }

    private static func expectation(_ seat: Seat, _ stage: Stage) -> (state: DeviceState, call: Int?) {
        for index in 0..<4 {
            let snapshots = stage.facts(index).snapshots
            guard !snapshots.isEmpty, let snapshot = snapshots[Int(seat.rawValue)] else { continue }
            switch snapshot.state {
            case .calling: return snapshot.here ? (.calling, index) : (.idle, nil)
            case .ringing: return (.ringing, index)
            case .inCall: return snapshot.here ? (.connected, index) : (.idle, nil)
            }
        }
        return (.idle, nil)
    }
}
