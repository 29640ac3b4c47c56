import CallCore

/// What is explored: the registry and the table as they are, or as a mutation has changed them.
package struct Rules: Sendable {
    /// The device's table.
    package var device: @Sendable (DeviceState, DeviceEvent) -> DeviceMachine.Transition?
    /// The server's registry.
    package var server: @Sendable (inout CallRegistry, CallInput, Timestamp) -> CallDecision
    /// What the registry wants to decide before that.
    package var before: @Sendable (CallRegistry, CallInput, Timestamp) -> [CallInput]
    /// What the service does around the registry.
    package var service = Service()
    /// What the browser does around its table, see `web/src/call/message-intake.ts` and `translate.ts`.
    package var runner = Runner()

    /// Habits of the service that the registry relies on.
    package struct Service: Sendable {
        /// What was decided is saved before anybody hears of it.
        package var savesFirst = true
        /// What could not be saved is put back.
        package var putsBack = true
        /// An ending takes effect also where it cannot be saved.
        package var endsUnsaved = true
        /// An ending that could not be saved is saved as soon as the store is well.
        package var savesMissedEndings = true
    }

    /// Habits of the browser's runner that the table relies on.
    package struct Runner: Sendable {
        /// Calls that were ended here are remembered over a reload.
        package var remembersEndings = true
        /// What was ended here and went on elsewhere is no longer taken for ended when it is continued here.
        package var forgivesEndings = true
        /// A snapshot of another call than the one at hand ends that one first.
        package var noticesOtherCalls = true
        /// A snapshot that was passed over, because calls cross, counts if it is said again.
        package var forgetsCrossings = true
        /// `session:ready` always counts, also if it says what was said before.
        package var takesReadyAsNews = true
        /// A wish to call or to accept is not repeated when it is older than a call rings.
        package var dropsOldWishes = true
        /// A path is taken for interrupted when nothing arrives over it, whatever the browser says of it.
        package var listens = true
        /// Looking for a path, it negotiates again when there is no answer.
        package var repeatsNegotiation = true
        /// A connection is replaced when the other side's is new.
        package var followsNewConnections = true
    }

    /// Both as they are.
    package static let real = Rules(
        device: { DeviceMachine.transition(from: $0, on: $1) },
        server: { $0.handle($1, at: $2) },
        before: { $0.toDecide(before: $1, at: $2) })

    /// The same, but no device negotiates twice because of an answer that does not come.
    package static var withoutRepeating: Rules {
        var rules = real
        rules.runner.repeatsNegotiation = false
        return rules
    }
}

/// The device's table, asked once for every cell.
struct TransitionTable {
    private let cells: [DeviceMachine.Transition?]
    private let reasons: [EndReason?]

    init(_ rules: Rules) {
        precondition(Compact<DeviceState>.isSound && Compact<DeviceEvent>.isSound)
        cells = DeviceState.allCases.flatMap { state in
            DeviceEvent.allCases.map { rules.device(state, $0) }
        }
        reasons = DeviceState.allCases.flatMap { state in
            DeviceEvent.allCases.map { DeviceMachine.endReason(from: state, on: $0) }
        }
    }

    func transition(_ state: DeviceState, _ event: DeviceEvent) -> DeviceMachine.Transition? {
        cells[Self.place(state, event)]
    }

    func endReason(_ state: DeviceState, _ event: DeviceEvent) -> EndReason? {
        reasons[Self.place(state, event)]
    }

    private static let width = DeviceEvent.allCases.count

    private static func place(_ state: DeviceState, _ event: DeviceEvent) -> Int {
        Int(Compact(state).code) * width + Int(Compact(event).code)
    }
}
