import Synchronization

/// How the process of a managed relay is.
package enum RelayCondition: Hashable, Sendable {
    /// It has not been started yet.
    case starting
    /// It was started.
    case running
    /// It does not run, and is started again; why.
    case down(String)
}

/// How the process is now, for whoever asks.
package final class RelayHealth: Sendable {
    private let state = Mutex((condition: RelayCondition.starting, starts: 0))

    package init() {}

    /// How it is.
    package var condition: RelayCondition { state.withLock { $0.condition } }
    /// How often it was started.
    package var startCount: Int { state.withLock { $0.starts } }

    func tell(_ condition: RelayCondition) {
        state.withLock { state in
            state.condition = condition
            if condition == .running { state.starts += 1 }
        }
    }
}
