import NIOCore
import Synchronization

/// Wakes an event loop once for all of its sockets that have something to write, however many messages were put
/// into their outboxes meanwhile.
final class OutboxFlusher: Sendable {
    private let waiting = Mutex<[WebSocketOutbox]>([])
    private let eventLoop: any EventLoop

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func add(_ outbox: WebSocketOutbox) {
        let isFirst = self.waiting.withLock { waiting in
            waiting.append(outbox)
            return waiting.count == 1
        }
        if isFirst { self.eventLoop.execute { self.flush() } }
    }

    private func flush() {
        let outboxes = self.waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        for outbox in outboxes { outbox.flush() }
    }
}
