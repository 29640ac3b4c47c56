import NIOCore
import Synchronization

/// The upgraded connections that there are. They serve themselves on their event loops, without a task each, so a
/// server that goes down asks here whether all of them have ended.
package final class OpenSockets: Sendable {
    private struct State {
        var count = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// None is open yet.
    package init() {}

    /// How many are open.
    package var count: Int { self.state.withLock { $0.count } }

    /// Waits until none is open.
    package func allClosed() async {
        await withCheckedContinuation { continuation in
            let isDone = self.state.withLock { state in
                if state.count > 0 { state.waiting.append(continuation) }
                return state.count == 0
            }
            if isDone { continuation.resume() }
        }
    }

    func add(_ channel: any Channel) {
        self.state.withLock { $0.count += 1 }
        channel.closeFuture.whenComplete { _ in self.removeOne() }
    }

    private func removeOne() {
        let waiting = self.state.withLock { state in
            state.count -= 1
            guard state.count == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
