import Synchronization
import WebPush

/// Finds out of several messages whether one was taken, which is told as soon as it is known, and once.
final class PushTally: Sendable {
    private enum State {
        case waiting(count: Int)
        case told
    }

    private let state: Mutex<State>
    private let tell: @Sendable (Bool) -> Void

    /// - Parameters:
    ///   - count: How many there are, at least one.
    ///   - tell: Was one taken?
    init(count: Int, tell: @escaping @Sendable (Bool) -> Void) {
        state = Mutex(.waiting(count: count))
        self.tell = tell
    }

    /// What has become of one of them.
    func add(_ result: PushResult) {
        let isTaken: Bool? = state.withLock { state in
            guard case .waiting(let count) = state else { return nil }
            let isOver = result == .taken || count == 1
            state = isOver ? .told : .waiting(count: count - 1)
            return isOver ? result == .taken : nil
        }
        if let isTaken { tell(isTaken) }
    }
}
