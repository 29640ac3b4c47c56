import CallCore
import CallExplorer

/// The machines with one thing wrong.
struct Mutation: Sendable {
    let name: String
    let rules: Rules

    private init(_ name: String, _ change: (inout Rules) -> Void) {
        var rules = Rules.real
        change(&rules)
        self.name = name
        self.rules = rules
    }

    // MARK: The device's table

    static func dropping(_ event: DeviceEvent, in state: DeviceState) -> Mutation {
        changing("the table has nothing for \(event) in \(state)", state, event) { _ in nil }
    }

    static func swapping(_ one: DeviceEvent, _ other: DeviceEvent, in state: DeviceState) -> Mutation {
        Mutation("the table takes \(one) for \(other) in \(state), and the reverse") { rules in
            rules.device = { asked, event in
                guard asked == state, event == one || event == other else {
                    return DeviceMachine.transition(from: asked, on: event)
                }
                return DeviceMachine.transition(from: asked, on: event == one ? other : one)
            }
        }
    }

    static func forgetting(
        _ effect: DeviceEffect, on event: DeviceEvent, in state: DeviceState
    ) -> Mutation {
        changing("the table forgets \(effect) on \(event) in \(state)", state, event) { transition in
            .init(next: transition.next, effects: transition.effects.filter { $0 != effect })
        }
    }

    static func adding(
        _ effect: DeviceEffect, on event: DeviceEvent, in state: DeviceState
    ) -> Mutation {
        changing("the table adds \(effect) on \(event) in \(state)", state, event) { transition in
            .init(next: transition.next, effects: transition.effects + [effect])
        }
    }

    static func leading(to next: DeviceState, on event: DeviceEvent, in state: DeviceState) -> Mutation {
        changing("the table leads to \(next) on \(event) in \(state)", state, event) { transition in
            .init(next: next, effects: transition.effects)
        }
    }

    private static func changing(
        _ name: String, _ state: DeviceState, _ event: DeviceEvent,
        _ change: @escaping @Sendable (DeviceMachine.Transition) -> DeviceMachine.Transition?
    ) -> Mutation {
        Mutation(name) { rules in
            rules.device = { asked, happened in
                let transition = DeviceMachine.transition(from: asked, on: happened)
                guard asked == state, happened == event else { return transition }
                return transition.flatMap(change)
            }
        }
    }

    // MARK: The server's machine

    /// `change` gets the call before and after the event, and the orders.
    static func server(
        _ name: String,
        _ change: @escaping @Sendable (Call, CallEvent, inout Call, inout [CallEffect]) -> Void
    ) -> Mutation {
        Mutation("the server \(name)") { rules in
            rules.call = { call, event, now, timers in
                let before = call
                var effects = call.handle(event, at: now, timers: timers)
                change(before, event, &call, &effects)
                return effects
            }
        }
    }

    static func decision(
        _ name: String, _ change: @escaping @Sendable (inout Initiation.Situation) -> Void
    ) -> Mutation {
        Mutation("the server \(name)") { rules in
            rules.initiate = { initiation, situation, now in
                var situation = situation
                change(&situation)
                return initiation.decide(situation, at: now, timers: CallTimers())
            }
        }
    }

    static func deciding(
        _ name: String, _ change: @escaping @Sendable (inout [CallEffect]) -> Void
    ) -> Mutation {
        Mutation("the server \(name)") { rules in
            rules.initiate = { initiation, situation, now in
                var decision = initiation.decide(situation, at: now, timers: CallTimers())
                change(&decision.effects)
                return decision
            }
        }
    }

    // MARK: The browser's runner

    static func runner(_ name: String, _ change: (inout Rules.Runner) -> Void) -> Mutation {
        Mutation("the browser \(name)") { change(&$0.runner) }
    }
}
