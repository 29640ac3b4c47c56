import CallCore

/// What is explored: the two machines as they are, or as a mutation has changed them.
package struct Rules: Sendable {
    /// The device's table.
    package var device: @Sendable (DeviceState, DeviceEvent) -> DeviceMachine.Transition?
    /// The server's machine.
    package var call: @Sendable (inout Call, CallEvent, Timestamp, CallTimers) -> [CallEffect]
    /// The decision about two people.
    package var initiate: @Sendable (Initiation, Initiation.Situation, Timestamp) -> Initiation.Decision
    /// What the browser does around its table, see `web/src/call/call-runner.ts` and `translate.ts`.
    package var runner = Runner()

    /// Habits of the browser's runner that the table relies on.
    package struct Runner: Sendable {
        /// Calls that were ended here are remembered over a reload.
        package var remembersEndings = true
        /// A snapshot of another call than the one at hand ends that one first.
        package var noticesOtherCalls = true
        /// A snapshot that was passed over, because calls cross, counts if it is said again.
        package var forgetsCrossings = true
        /// `session:ready` always counts, also if it says what was said before.
        package var takesReadyAsNews = true
        /// A connection is replaced when the other side's is new.
        package var followsNewConnections = true
    }

    /// The machines as they are.
    package static let real = Rules(
        device: { DeviceMachine.transition(from: $0, on: $1) },
        call: { $0.handle($1, at: $2, timers: $3) },
        initiate: { $0.decide($1, at: $2, timers: PlayTime.timers) })
}

/// The device's table, asked once for every cell.
struct DeviceTable {
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
