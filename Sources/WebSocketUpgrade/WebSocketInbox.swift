import NIOCore
import Synchronization

/// Carries events from the event loop to the one task that serves the session.
///
/// It holds no more than one read of the socket: while anything waits here the handler does not read, and
/// taking the last event asks for the next read.
final class WebSocketInbox: Sendable {
    private struct State {
        var waiting = CircularBuffer<SessionEvent>(initialCapacity: 0)
        var taker: CheckedContinuation<SessionEvent, Never>?
    }

    /// More storage than this is given back when the queue has run dry, for an idle connection should
    /// not pay for one burst for the rest of its life.
    private static let keptCapacity = 16

    private let state = Mutex(State())
    private let channel: any Channel

    init(channel: any Channel) {
        self.channel = channel
    }

    /// Whether the session is behind.
    var isBacklogged: Bool {
        self.state.withLock { !$0.waiting.isEmpty }
    }

    func offer(_ event: SessionEvent) {
        let taker = self.state.withLock { state in
            let taker = state.taker.take()
            if taker == nil { state.waiting.append(event) }
            return taker
        }
        taker?.resume(returning: event)
    }

    /// The next event, waiting for it if need be. One task at a time may ask.
    ///
    /// It is not cancellable by itself: every connection ends with a `closed` event, which wakes the taker.
    func next() async -> SessionEvent {
        await withCheckedContinuation { continuation in
            let (event, ranDry) = self.state.withLock { state in
                guard let event = state.waiting.popFirst() else {
                    state.taker = continuation
                    return (SessionEvent?.none, false)
                }
                let ranDry = state.waiting.isEmpty
                if ranDry, state.waiting.capacity > Self.keptCapacity {
                    state.waiting = CircularBuffer(initialCapacity: 0)
                }
                return (event, ranDry)
            }
            if ranDry { self.channel.read() }
            if let event { continuation.resume(returning: event) }
        }
    }
}
