import CallCore

/// Prints `docs/states.md`: both machines as tables, asked cell by cell, so that the page says what the
/// program does.
package enum StatesPrinter {
    /// The whole page.
    package static func markdown() -> String {
        """
        # States

        Printed by `duet-contract --states` from the machines themselves; a test keeps it fresh.

        A cell names the state that follows and, after the arrow, the orders in sequence. An empty cell
        means that nothing happens.

        ## A call, on the server

        `ringing → in-call → ended(reason)`. Ended is final. Rows tell who did what: *caller* and *callee*
        stand for the devices the call is bound to, *another device* for one of the same person that is
        not. While it rings, no device of the callee is bound yet. Every timer is set on entering its
        state and cancelled on leaving it.

        \(callTable())

        ## Who may call whom

        `call:initiate` is decided with a look at both people at once.

        \(initiationTable())

        ## A device

        The browser interprets this table (`web/src/contract.ts`). *dialing*, *calling* and *redialing* are
        "calling" to people, *ringing*, *answering* and *accepting* are "ringing", and *resuming*,
        *connecting*, *connected*, *interrupted* and *reconnecting* are "in-call".

        \(deviceTables())
        """
    }

    // MARK: The server's machine

    private static func callTable() -> String {
        let states: [(String, Call)] = [
            ("ringing", Sample.ringing), ("in-call", Sample.inCall), ("in-call, both gone", Sample.bothGone),
            ("in-call, both gone, nobody seen since", Sample.bothGoneUnseen),
            ("ended", Sample.ended),
        ]
        let header = "| event | " + states.map(\.0).joined(separator: " | ") + " |"
        let rule = "|---|" + String(repeating: "---|", count: states.count)
        let rows = Sample.events.map { name, event in
            let cells = states.map { _, call in cell(call, event(call)) }
            return "| \(name) | " + cells.joined(separator: " | ") + " |"
        }
        return ([header, rule] + rows).joined(separator: "\n")
    }

    private static func cell(_ before: Call, _ event: CallEvent) -> String {
        var call = before
        let effects = call.handle(event, at: Sample.now, timers: CallTimers())
        let next = call.state == before.state ? "" : "**\(name(call.state))** "
        let orders = timerOrders(from: before.deadline, to: call.deadline) + effects.map(describe)
        return (next + orders.joined(separator: ", ")).trimmed
    }

    /// The machine orders no timers: the one that runs is the one that the state has.
    private static func timerOrders(from before: Deadline?, to after: Deadline?) -> [String] {
        guard before != after else { return [] }
        return (before.map { ["cancel \($0.kind.rawValue) timer"] } ?? [])
            + (after.map { ["set \($0.kind.rawValue) timer"] } ?? [])
    }

    private static func name(_ state: Call.State) -> String {
        switch state {
        case .ringing: "ringing"
        case .inCall: "in-call"
        case .ended(let ended): "ended(\(ended.reason.rawValue))"
        }
    }

    private static func describe(_ effect: CallEffect) -> String {
        switch effect {
        case .send(let signal, _, let recipients): "\(describe(signal)) to \(describe(recipients))"
        case .relay(let endpoint): "pass on to \(describe(endpoint))"
        case .updateSnapshots: "snapshots to all"
        case .sendSnapshot: "snapshot to sender"
        case .sendCurrentSnapshot: "the sender's snapshot"
        case .refuse(let refusal): "refuse: `\(refusal.rawValue)`"
        }
    }

    private static func describe(_ signal: CallSignal) -> String {
        switch signal {
        case .incoming: "`call:incoming`"
        case .accept: "`call:accept`"
        case .reject(let reason): "`call:reject` (`\(reason.rawValue)`)"
        case .end(let reason): "`call:end` (`\(reason.rawValue)`)"
        }
    }

    private static func describe(_ recipients: Recipients) -> String {
        switch recipients {
        case .device(let endpoint): describe(endpoint)
        case .everyDevice(let user): "every device of the \(user == Sample.caller.user ? "caller" : "callee")"
        case .otherDevices: "the person's other devices"
        }
    }

    private static func describe(_ endpoint: Endpoint) -> String {
        switch endpoint {
        case Sample.caller: "the caller"
        case Sample.callee: "the callee"
        default: "that device"
        }
    }

    // MARK: Initiation

    private static func initiationTable() -> String {
        let rows = Sample.situations.map { name, initiation, situation in
            let decision = initiation.decide(situation, at: Sample.now, timers: CallTimers())
            let known = [situation.sameID, situation.ofCaller].compactMap(\.self)
            let before = known.first { $0.id == decision.call?.id }
            let next =
                decision.call == before ? "" : decision.call.map { "**\(Self.name($0.state))** " } ?? ""
            let orders =
                timerOrders(from: before?.deadline, to: decision.call?.deadline)
                + decision.effects.map(describe)
            return "| \(name) | \(next)\(orders.joined(separator: ", ")) |"
        }
        return (["| situation | decision |", "|---|---|"] + rows).joined(separator: "\n")
    }

    // MARK: The device's machine

    private static func deviceTables() -> String {
        DeviceState.allCases.map { state in
            let rows = DeviceEvent.allCases.compactMap { event in
                DeviceMachine.transition(from: state, on: event).map { transition in
                    let effects = transition.effects.map { "`\($0.rawValue)`" }.joined(separator: ", ")
                    let reason =
                        transition.next == .idle ? DeviceMachine.endReason(from: state, on: event) : nil
                    let tail = reason.map { " (`\($0.rawValue)`)" } ?? ""
                    return "| `\(event.rawValue)` | \(transition.next.rawValue) | \(effects)\(tail) |"
                }
            }
            return (["### \(state.rawValue)", "", "| event | next | orders |", "|---|---|---|"] + rows)
                .joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n"
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
