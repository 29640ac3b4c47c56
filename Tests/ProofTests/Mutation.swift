import CallCore
import Explorer

/// The registry, the table, the service or the runner with one thing wrong.
///
/// A device that negotiates again and again makes up for much that is lost. What is wrong must be found without that.
struct Mutation: Sendable {
    let name: String
    private(set) var rules: Rules
    /// Part of the names of the plays in which it is looked for first; the others would be explored in vain.
    private var likely = ""

    private init(_ name: String, _ change: (inout Rules) -> Void) {
        var rules = Rules.withoutRepeating
        change(&rules)
        self.name = name
        self.rules = rules
    }

    /// The same, looked for first in the plays with this in their names.
    func likely(where name: String) -> Mutation {
        var mutation = self
        mutation.likely = name
        return mutation
    }

    /// Where it is looked for, in this order.
    var plays: [NamedPlay] {
        let first = NamedPlay.small.filter { !likely.isEmpty && $0.name.contains(likely) }
        return first + NamedPlay.small.filter { likely.isEmpty || !$0.name.contains(likely) }
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

    /// A device that relies on the server for this deadline.
    static func without(_ timer: DeviceTimer) -> Mutation {
        Mutation("the table has no \(timer) timer") { rules in
            rules.device = { state, event in
                DeviceMachine.transition(from: state, on: event).map { transition in
                    .init(
                        next: transition.next,
                        effects: transition.effects.filter { $0 != timer.start && $0 != timer.cancel })
                }
            }
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

    // MARK: The server's registry

    /// `change` gets the decision as the registry has made it, and the registry after it.
    static func server(
        _ name: String,
        _ change: @escaping @Sendable (CallInput, inout CallDecision, inout CallRegistry) -> Void
    ) -> Mutation {
        Mutation("the server \(name)") { rules in
            rules.server = { registry, input, now in
                var decision = registry.handle(input, at: now)
                change(input, &decision, &registry)
                return decision
            }
        }
    }

    /// `decide` takes the place of the registry's own deciding; where it gives nothing, that decides.
    static func serverInstead(
        _ name: String,
        _ decide: @escaping @Sendable (CallInput, Timestamp, inout CallRegistry) -> CallDecision?
    ) -> Mutation {
        Mutation("the server \(name)") { rules in
            rules.server = { registry, input, now in
                decide(input, now, &registry) ?? registry.handle(input, at: now)
            }
        }
    }

    /// `before` takes the place of what the registry wants to decide before an input, `decide` of how it does.
    static func serverBefore(
        _ name: String, _ before: @escaping @Sendable (CallRegistry, CallInput, Timestamp) -> [CallInput],
        decide: @escaping @Sendable (CallInput, Timestamp, inout CallRegistry) -> CallDecision? = { _, _, _ in
            nil
        }
    ) -> Mutation {
        var mutation = serverInstead(name, decide)
        mutation.rules.before = before
        return mutation
    }

    // MARK: What stands around them

    static func service(_ name: String, _ change: (inout Rules.Service) -> Void) -> Mutation {
        Mutation("the service \(name)") { change(&$0.service) }
    }

    static func runner(_ name: String, _ change: (inout Rules.Runner) -> Void) -> Mutation {
        Mutation("the browser \(name)") { change(&$0.runner) }
    }
}
