import CallCore

/// How fast the registry decides, without sockets, words or a journal.
struct DecideBenchmark {
    /// Calls in progress while candidates pass.
    let calls: Int
    /// Decisions of each kind.
    let decisions: Int

    /// Decisions a second.
    struct Result {
        let candidates: Double
        let wholeCalls: Double
    }

    func run() -> Result {
        var registry = CallRegistry(timers: CallTimers())
        let now = Timestamp(milliseconds: 1_700_000_000_000)
        let pairs = (0..<calls).map(Pair.init)
        for pair in pairs {
            for input in [.connected(pair.caller), .connected(pair.callee)] + pair.beginning(call: pair.call)
            {
                _ = registry.handle(input, at: now)
            }
        }
        var heard = 0
        let relaying = measure {
            for number in 0..<decisions {
                let pair = pairs[number % pairs.count]
                let candidate = CallRequest(.candidate, call: pair.call, peer: pair.callee.user)
                heard += registry.handle(.requested(candidate, by: pair.caller), at: now).deliveries.count
            }
        }
        precondition(heard == decisions, "a candidate was not passed on")

        let rounds = max(1, decisions / 10)
        for pair in pairs { _ = registry.handle(pair.end(call: pair.call), at: now) }
        let calling = measure {
            for number in 0..<rounds {
                let pair = pairs[number % pairs.count]
                let call = Sample.call(calls + number)
                for input in pair.beginning(call: call) { _ = registry.handle(input, at: now) }
                _ = registry.handle(pair.end(call: call), at: now)
            }
        }
        return Result(
            candidates: Double(decisions) / relaying.seconds, wholeCalls: Double(rounds) / calling.seconds)
    }

    private func measure(_ work: () -> Void) -> Duration { ContinuousClock().measure(work) }
}

/// Two people and their call.
private struct Pair {
    let caller: Endpoint
    let callee: Endpoint
    let call: CallID

    init(_ number: Int) {
        caller = Sample.endpoint(2 * number)
        callee = Sample.endpoint(2 * number + 1)
        call = Sample.call(number)
    }

    func beginning(call: CallID) -> [CallInput] {
        [
            .requested(CallRequest(.initiate, call: call, peer: callee.user), by: caller),
            .requested(CallRequest(.accept, call: call, peer: caller.user), by: callee),
        ]
    }

    func end(call: CallID) -> CallInput {
        .requested(CallRequest(.end(.hungUp), call: call, peer: callee.user), by: caller)
    }
}

/// Identifiers by number.
private enum Sample {
    static func call(_ number: Int) -> CallID { known(CallID(uuid("c", number))) }

    static func endpoint(_ number: Int) -> Endpoint {
        Endpoint(user: known(UserID("person-\(number)")), device: known(DeviceID(uuid("d", number))))
    }

    private static func uuid(_ kind: String, _ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "\(kind)0000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// These are our own constants; one that is no identifier is our own mistake.
    private static func known<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("A sample is no identifier.") }
        return value
    }
}

extension Duration {
    fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
