import Synchronization

/// How the process of a managed relay is.
package enum RelayCondition: Hashable, Sendable {
    /// It has not been started yet.
    case starting
    /// It runs.
    case running
    /// It does not, and is started again; why.
    case down(String)
}

/// How the process is now, for whoever asks.
package final class RelayHealth: Sendable {
    private let current = Mutex(RelayCondition.starting)
    private let starts = Mutex(0)

    package init() {}

    /// How it is.
    package var condition: RelayCondition { current.withLock { $0 } }
    /// How often it was started.
    package var startCount: Int { starts.withLock { $0 } }

    func tell(_ condition: RelayCondition) {
        current.withLock { $0 = condition }
        if condition == .running { starts.withLock { $0 += 1 } }
    }
}
