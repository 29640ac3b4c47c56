import CallCore

/// The browser around its table: what a message means, and what the orders do. The model of
/// `web/src/call/call-runner.ts`, `message-intake.ts`, `translate.ts` and `call-effects.ts`.
extension Simulation {
    /// A fact with what its effects need.
    struct DeviceInput {
        var event: DeviceEvent
        var call: DeviceModel.HeldCall?
        var message: Message?
    }

    // MARK: Messages

    /// A message of the server reaches a device.
    mutating func hear(_ message: Message, at seat: Seat) throws(Violation) {
        switch message.kind {
        case .ready:
            if world[seat].line == .opening { world[seat].line = .up }
            let snapshot = message.snapshot
            try giveUpOldWish(snapshot, at: seat)
            let isNews = takeNews(snapshot, at: seat)
            if isNews || rules.runner.takesReadyAsNews { try understand(message, at: seat) }
            world[seat].peerSignaling = snapshot?.peerSignaling ?? true
            let event: DeviceEvent = world[seat].hasNewNetwork ? .networkChanged : .signalingRestored
            world[seat].hasNewNetwork = false
            try happen(DeviceInput(event: event), at: seat)
        case .snapshot:
            let snapshot = message.snapshot
            try giveUpOldWish(snapshot, at: seat)
            let isOfEnded = snapshot.map { world[seat].endedName(of: $0) != nil } ?? false
            if takeNews(snapshot, at: seat) || isOfEnded { try understand(message, at: seat) }
            // What was passed over was not taken in: if it is said again, it counts.
            if let snapshot, crosses(snapshot, world[seat]), rules.runner.forgetsCrossings {
                world[seat].news = 0
            }
            try noteSignaling(snapshot, at: seat)
        case .error:
            world[seat].news = 0
            try understand(message, at: seat)
        case .initiate, .incoming, .accept, .takeOver, .reject, .end, .offer, .answer, .candidate:
            try understand(message, at: seat)
        }
    }

    /// A wish that the server has not heard of is not said again when it is older than a call rings.
    private mutating func giveUpOldWish(_ snapshot: Snapshot?, at seat: Seat) throws(Violation) {
        let device = world[seat]
        guard device.hasSlept, rules.runner.dropsOldWishes else { return }
        if let snapshot, snapshot.state != .ringing, let held = device.call.map({ Int($0.number) }),
            snapshot.call == held || snapshot.alias == held, device.state != .claiming || snapshot.here
        {
            return
        }
        let event: DeviceEvent = device.state == .calling ? .ringTimeout : .connectTimeout
        try happen(DeviceInput(event: event), at: seat)
    }

    private mutating func takeNews(_ snapshot: Snapshot?, at seat: Seat) -> Bool {
        let said = snapshot?.news ?? DeviceModel.noCall
        defer { world[seat].news = said }
        return world[seat].news != said
    }

    private mutating func noteSignaling(_ snapshot: Snapshot?, at seat: Seat) throws(Violation) {
        guard let snapshot, world[seat].call?.number == Int8(snapshot.call) else { return }
        let before = world[seat].peerSignaling
        world[seat].peerSignaling = snapshot.peerSignaling
        if !before, snapshot.peerSignaling {
            try happen(DeviceInput(event: .signalingRestored), at: seat)
        }
    }

    private mutating func understand(_ message: Message, at seat: Seat) throws(Violation) {
        guard let input = input(message, at: seat) else { return }
        try happen(input, at: seat)
        guard input.event == .snapshotOfOtherCall,
            let again = self.input(message, at: seat)
        else { return }
        try happen(again, at: seat)
    }

    private func input(_ message: Message, at seat: Seat) -> DeviceInput? {
        let device = world[seat]
        let isMine = device.call?.number == Int8(message.call)
        func about(_ event: DeviceEvent) -> DeviceInput? {
            isMine ? DeviceInput(event: event, message: message) : nil
        }
        switch message.kind {
        case .incoming:
            if device.ended[message.call] != 0 { return nil }
            let call = DeviceModel.HeldCall(number: Int8(message.call), isCaller: false)
            return DeviceInput(event: device.state == .dialing ? .incomingFromPeer : .incoming, call: call)
        case .accept: return about(.accepted)
        case .reject: return about(.rejected)
        case .end: return about(.ended)
        case .offer: return about(.offerReceived)
        case .answer: return about(.answerReceived)
        case .candidate: return about(.candidateReceived)
        case .error: return about(.refused)
        case .ready:
            guard let snapshot = message.snapshot, crosses(snapshot, device) else {
                return input(message, device)
            }
            return DeviceInput(event: .snapshotRingingFromPeer, call: held(snapshot))
        case .snapshot:
            if let snapshot = message.snapshot, crosses(snapshot, device) { return nil }
            return input(message, device)
        case .initiate, .takeOver: return nil
        }
    }

    private func crosses(_ snapshot: Snapshot, _ device: DeviceModel) -> Bool {
        (device.state == .calling || device.state == .dialing) && snapshot.state == .ringing
            && device.endedName(of: snapshot) == nil
    }

    private func input(_ message: Message, _ device: DeviceModel) -> DeviceInput? {
        guard let snapshot = message.snapshot else { return DeviceInput(event: .snapshotNone) }
        if rules.runner.noticesOtherCalls, isConfirmed(device.state),
            device.call?.number != Int8(snapshot.call)
        {
            return DeviceInput(event: .snapshotOfOtherCall)
        }
        let call = held(snapshot)
        // A call that another device has is not this one's to end.
        if snapshot.state != .ringing, !snapshot.here {
            return DeviceInput(event: .snapshotElsewhere, call: call)
        }
        if let name = device.endedName(of: snapshot) {
            let ended = DeviceModel.HeldCall(number: Int8(name), isCaller: snapshot.isCaller)
            return DeviceInput(event: .snapshotOfEndedCall, call: ended, message: message)
        }
        switch snapshot.state {
        case .ringing: return DeviceInput(event: .snapshotRinging, call: call)
        case .calling: return DeviceInput(event: .snapshotCalling, call: call)
        case .inCall:
            return DeviceInput(
                event: snapshot.isCaller ? .snapshotInCallAsCaller : .snapshotInCallAsCallee, call: call)
        }
    }

    private func held(_ snapshot: Snapshot) -> DeviceModel.HeldCall {
        DeviceModel.HeldCall(number: Int8(snapshot.call), isCaller: snapshot.isCaller)
    }

    private func isConfirmed(_ state: DeviceState) -> Bool {
        switch state {
        case .idle, .dialing, .calling: false
        case .redialing, .ringing, .answering, .accepting, .resuming, .continuing, .claiming, .connecting,
            .connected, .interrupted,
            .reconnecting:
            true
        }
    }

    // MARK: The machine

    /// Lets the table decide and performs its orders. What an order brings about at once comes after it.
    mutating func happen(_ input: DeviceInput, at seat: Seat) throws(Violation) {
        let state = world[seat].state
        guard let transition = table.transition(state, input.event) else { return }
        if input.event == .callPressed || input.event == .continuePressed { adopt(input.call, at: seat) }
        world[seat].state = transition.next
        if transition.next != state { world[seat].hasSlept = false }
        var follows: [DeviceEvent] = []
        for effect in transition.effects {
            let reason = table.endReason(state, input.event)
            try perform(effect, input, reason, at: seat, &follows)
        }
        if transition.next == .idle { world[seat].call = nil }
        for event in follows { try happen(DeviceInput(event: event), at: seat) }
    }

    private mutating func adopt(_ call: DeviceModel.HeldCall?, at seat: Seat) {
        guard let call else { return }
        if world[seat].call?.number != call.number { world[seat].peerSignaling = true }
        world[seat].call = call
    }

    private mutating func perform(
        _ effect: DeviceEffect, _ input: DeviceInput, _ reason: EndReason?, at seat: Seat,
        _ follows: inout [DeviceEvent]
    ) throws(Violation) {
        switch effect {
        case .adoptCall: adopt(input.call, at: seat)
        case .openMicrophone: world[seat].microphone = .opening
        case .closeMedia:
            world[seat].microphone = .closed
            closeConnection(of: seat)
        case .closePeer: closeConnection(of: seat)
        case .prepareOffer:
            try needsCall(.prepareOffer, seat)
            openConnection(of: seat)
            world[seat].connection?.isPrepared = true
        case .negotiate: try negotiate(seat)
        case .restart:
            guard world[seat].isOpen, world[seat].peerSignaling else { return }
            try negotiate(seat)
        case .answerOffer:
            if let offer = input.message { try answer(offer, at: seat, &follows) }
        case .applyAnswer:
            if let answer = input.message { try apply(answer, at: seat, &follows) }
        case .addCandidate:
            if let candidate = input.message { add(candidate: candidate, at: seat) }
        case .sendInitiate:
            try isFresh(.sendInitiate, seat)
            try say(seat) { Message(.initiate, call: $0) }
        case .sendAccept:
            try isFresh(.sendAccept, seat)
            try say(seat) { Message(.accept, call: $0) }
        case .sendTakeOver:
            try isFresh(.sendTakeOver, seat)
            try say(seat) { Message(.takeOver, call: $0) }
        case .sendReject: try end(input, .declined, rejects: true, at: seat)
        case .sendEnd: try end(input, reason, rejects: false, at: seat)
        case .showEnded, .showTrouble: break
        case .startRingTimer: try start(.ring, at: seat)
        case .startConnectTimer: try start(.connect, at: seat)
        case .startGraceTimer: try start(.grace, at: seat)
        case .startMediaTimer: try start(.media, at: seat)
        case .cancelRingTimer: try cancel(.ring, at: seat)
        case .cancelConnectTimer: try cancel(.connect, at: seat)
        case .cancelGraceTimer: try cancel(.grace, at: seat)
        case .cancelMediaTimer: try cancel(.media, at: seat)
        }
    }

    private func needsCall(_ effect: DeviceEffect, _ seat: Seat) throws(Violation) {
        guard world[seat].call == nil else { return }
        throw Violation(property: .agreement, seen: "\(seat.name) does \(effect) without a call")
    }

    private func isFresh(_ effect: DeviceEffect, _ seat: Seat) throws(Violation) {
        guard world[seat].hasSlept else { return }
        throw Violation(property: .fresh, seen: "\(seat.name) does \(effect) after a sleep")
    }

    private mutating func start(_ timer: DeviceTimer, at seat: Seat) throws(Violation) {
        if let running = world[seat].timer {
            throw Violation(
                property: .timers, seen: "\(seat.name) sets \(timer) over \(running)")
        }
        world[seat].timer = timer
    }

    private mutating func cancel(_ timer: DeviceTimer, at seat: Seat) throws(Violation) {
        guard world[seat].timer == timer else {
            throw Violation(property: .timers, seen: "\(seat.name) cancels \(timer), which is not set")
        }
        world[seat].timer = nil
    }

    // MARK: Saying things

    mutating func say(_ seat: Seat, _ compose: (Int) -> Message) throws(Violation) {
        guard let call = world[seat].call else { return }
        try send(compose(Int(call.number)), from: seat)
    }

    /// What a device says reaches the server at once or never. See `Explorer` for why that is enough.
    private mutating func send(_ message: Message, from seat: Seat) throws(Violation) {
        if world[seat].isOpen { said?.append((seat, message)) }
        guard world[seat].line == .up else { return }
        world[seat].lastSaid = message
        try serve(.said(message, by: seat))
    }

    private mutating func end(
        _ input: DeviceInput, _ reason: EndReason?, rejects: Bool, at seat: Seat
    ) throws(Violation) {
        let again = input.event == .snapshotOfEndedCall
        let isAnswered = input.message?.snapshot?.state == .inCall
        guard let number = (again ? input.call : world[seat].call)?.number else { return }
        let call = Int(number)
        var why = again ? world[seat].reason(call) ?? .hungUp : reason ?? .hungUp
        // What is answered cannot be declined.
        if again, why == .declined, isAnswered { why = .hungUp }
        world[seat].remember(why, call)
        world.noteHangUp(of: call, by: seat)
        let isRejection = rejects || (again && why == .declined)
        try send(Message(isRejection ? .reject : .end, call: call, reason: why), from: seat)
    }
}
