import CallCore

/// The service around the registry: it saves what was decided, releases what devices are to hear, and knows
/// which sockets are open. The model of what the product's service does.
extension Simulation {
    // MARK: Devices come and go

    /// A device opens its socket and hears `session:ready` first.
    mutating func connect(_ seat: Seat) throws(Violation) {
        world[seat].line = .opening
        world[seat].isBelieved = true
        world[seat].inbox.removeAll()
        if facts.conversation?.isBound(seat) == true { world.isCutOff = false }
        try serve(.connected(seat))
    }

    /// The server finds out that a socket is gone.
    mutating func noticeLoss(_ seat: Seat) throws(Violation) {
        world[seat].isBelieved = false
        try serve(.disconnected(seat))
    }

    /// The server's way into the network fails: every socket is half-open, and nobody opens another one.
    mutating func failUplink() throws(Violation) {
        world.isUplinkGone = true
        if let conversation = facts.conversation {
            let bound = [conversation.caller, conversation.callee]
            world.isCutOff = world.isCutOff || bound.contains { world[$0].isBelieved }
        }
        for seat in play.seats {
            switch world[seat].line {
            case .up: world[seat].line = .halfOpen
            case .opening: loseLine(of: seat)
            case .halfOpen, .down: break
            }
        }
        if facts.areOthersHere { try serve(.othersGone) }
    }

    // MARK: Deciding, saving, releasing

    /// Lets the registry decide, saves, and releases. What must be saved and cannot be is put back, and whoever
    /// asked for it is told; an ending takes effect all the same.
    mutating func serve(_ input: ServiceInput) throws(Violation) {
        for first in pool.toDecide(before: input, world.registry, late: world.isNearlyOver) {
            if case .calledElsewhere(let call, let seat) = first { noteLeft(call, by: seat) }
            try decide(first)
        }
        try decide(input)
    }

    /// Whoever calls from another device has ended the call on the one that is gone.
    private mutating func noteLeft(_ call: Int, by caller: Seat) {
        guard let conversation = facts.conversation else { return }
        for seat in [conversation.caller, conversation.callee]
        where seat.isAlices == caller.isAlices && !world[seat].isBelieved {
            world.noteHangUp(of: call, by: seat)
        }
    }

    private mutating func decide(_ input: ServiceInput) throws(Violation) {
        let before = facts.deadline
        let decision = try pool.decide(world.registry, input, late: world.isNearlyOver)
        world.registry = decision.after
        // What was only notified and begins to ring has all its time again.
        if let before, let after = facts.deadline, before.at < after.at { world.isNearlyOver = false }
        switch decision.saving {
        case .none: try release(decision, input)
        case .required, .wanted: try saveAndRelease(decision, input)
        }
        if !facts.isRinging { world.isNearlyOver = false }
        if facts.conversation == nil { world.isCutOff = false }
    }

    private mutating func saveAndRelease(_ decision: Decided, _ input: ServiceInput) throws(Violation) {
        guard rules.service.savesFirst else {
            try release(decision, input)
            _ = commit(decision.changed)
            return
        }
        let isSaved = commit(decision.changed)
        if isSaved || (decision.saving == .wanted && rules.service.endsUnsaved) {
            try release(decision, input)
        } else {
            try putBack(decision, input)
        }
    }

    private mutating func release(_ decision: Decided, _ input: ServiceInput) throws(Violation) {
        if !decision.orders.isEmpty { try Properties.checkSaved(self) }
        for order in decision.orders {
            switch order {
            case .send(let message, let seat): send(message, to: seat)
            case .relay(let call, let seat):
                if let message = input.message { send(message.relayed(as: call), to: seat) }
            }
        }
    }

    private mutating func putBack(_ decision: Decided, _ input: ServiceInput) throws(Violation) {
        if rules.service.putsBack { world.registry = decision.putBack }
        guard case .said(let message, let seat) = input else { return }
        world.noteUnforeseen(message.call)
        try Properties.checkSaved(self)
        send(Message(.error, call: message.call), to: seat)
        send(Message(.snapshot, facts.snapshots[Int(seat.rawValue)]), to: seat)
    }

    private mutating func send(_ message: Message, to seat: Seat) {
        // What is sent into a socket that is dead already is lost.
        guard world[seat].isBelieved, world[seat].line == .up || world[seat].line == .opening else { return }
        if world[seat].inbox.isFull { isCut = true }
        world[seat].inbox.append(message)
    }

    // MARK: The store

    /// - Returns: Could it be saved?
    private mutating func commit(_ changed: Int?) -> Bool {
        if world.isStoreIll { return false }
        world.journal = pool.committing(changed, of: world.registry, to: world.journal)
        return true
    }

    /// The store works again: the endings that it has missed are saved.
    mutating func recoverStore() {
        world.isStoreIll = false
        _ = commit(nil)
    }

    // MARK: Processes

    /// `kill -9` and a new start.
    mutating func restartServer() throws(Violation) {
        for seat in play.seats {
            world[seat].isBelieved = false
            loseLine(of: seat)
        }
        try restore()
    }

    /// Another process decides from now on. It finds what is saved and is told who is connected; the sockets
    /// stay open, but what was on its way to some may be lost.
    mutating func replaceDecider(losing lost: SeatSet) throws(Violation) {
        for seat in play.seats where lost.contains(seat) { world[seat].inbox.removeAll() }
        try restore()
        for seat in play.seats where world[seat].isBelieved { try serve(.connected(seat)) }
    }

    private mutating func restore() throws(Violation) {
        let before = facts
        world.registry = try pool.restored(world.journal)
        if !facts.isRinging { world.isNearlyOver = false }
        world.isCutOff = world.isUplinkGone && facts.conversation != nil
        if let current = facts.current, before.isEnded(current) { world.noteUnforeseen(current) }
    }
}
