import NIOCore
import Synchronization

/// The upgraded connections that there are. They serve themselves on their event loops, without a task each, so a
/// server that goes down asks here whether all of them have ended, and one that is cancelled ends them here.
package final class OpenSockets: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var waiting: [CheckedContinuation<Void, Never>] = []
        /// Nobody is let in any more.
        var areClosed = false
    }

    private let state = Mutex(State())

    /// None is open yet.
    package init() {}

    /// How many are open.
    package var count: Int { self.state.withLock { $0.channels.count } }

    /// Waits until none is open.
    package func allClosed() async {
        await withCheckedContinuation { continuation in
            let isDone = self.state.withLock { state in
                if !state.channels.isEmpty { state.waiting.append(continuation) }
                return state.channels.isEmpty
            }
            if isDone { continuation.resume() }
        }
    }

    /// Closes all, and those that are still to come, without a word to the peers: for a server that has no time to
    /// tell them. The sessions hear that the connection was lost.
    package func closeAll() {
        let channels = self.state.withLock { state in
            state.areClosed = true
            return Array(state.channels.values)
        }
        for channel in channels { channel.close(promise: nil) }
    }

    func add(_ channel: any Channel) {
        let isLate = self.state.withLock { state in
            state.channels[ObjectIdentifier(channel)] = channel
            return state.areClosed
        }
        channel.closeFuture.whenComplete { _ in self.remove(channel) }
        if isLate { channel.close(promise: nil) }
    }

    private func remove(_ channel: any Channel) {
        let waiting = self.state.withLock { state in
            state.channels[ObjectIdentifier(channel)] = nil
            guard state.channels.isEmpty else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
