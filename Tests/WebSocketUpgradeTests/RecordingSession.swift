import NIOCore
import SocketClient
import Synchronization

@testable import WebSocketUpgrade

/// Writes down what it is told, and may do something about it.
final class RecordingSession: WebSocketSession {
    enum Event: Sendable, Equatable {
        case opened
        case received(String)
        case violated(WebSocketViolation)
        case closed(WebSocketCloseReason)
    }

    let events = WebSocketClientMailbox<Event>()
    private let react: @Sendable (Event, WebSocketOutbox) -> Void
    private let storedOutbox = Mutex<WebSocketOutbox?>(nil)
    private let backlogged = Mutex(false)

    init(react: @escaping @Sendable (Event, WebSocketOutbox) -> Void = { _, _ in }) {
        self.react = react
    }

    /// From now on it is behind, or no longer.
    func fallBehind(_ isBehind: Bool) {
        self.backlogged.withLock { $0 = isBehind }
        if !isBehind { self.storedOutbox.withLock { $0 }?.resumeReading() }
    }

    var isStrangers: Bool { false }
    var isBacklogged: Bool { self.backlogged.withLock { $0 } }

    func opened(_ outbox: WebSocketOutbox) {
        self.storedOutbox.withLock { $0 = outbox }
        self.note(.opened)
    }

    func beat() {}

    func received(_ text: ByteBuffer) {
        self.note(.received(String(buffer: text)))
    }

    func violated(_ violation: WebSocketViolation) {
        self.note(.violated(violation))
        if !violation.isSurvivable { self.storedOutbox.withLock { $0 }?.explained() }
    }

    func closed(_ reason: WebSocketCloseReason) {
        self.note(.closed(reason))
    }

    /// Events up to and with the last one.
    func eventsToTheEnd() async throws -> [Event] {
        var events: [Event] = []
        while true {
            events.append(try await self.events.next())
            if case .closed = events.last { return events }
        }
    }

    private func note(_ event: Event) {
        self.events.put(event)
        if let outbox = self.storedOutbox.withLock({ $0 }) { self.react(event, outbox) }
    }
}

extension WebSocketOutbox {
    func send(_ text: String) { self.send(ByteBuffer(string: text)) }
}
