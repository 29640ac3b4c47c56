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
    private let react: @Sendable (Event, WebSocketOutbox) async -> Void
    private let storedOutbox = Mutex<WebSocketOutbox?>(nil)

    init(react: @escaping @Sendable (Event, WebSocketOutbox) async -> Void = { _, _ in }) {
        self.react = react
    }

    func opened(_ outbox: WebSocketOutbox) async {
        self.storedOutbox.withLock { $0 = outbox }
        await self.note(.opened)
    }

    func received(_ text: String) async {
        await self.note(.received(text))
    }

    func violated(_ violation: WebSocketViolation) async {
        await self.note(.violated(violation))
    }

    func closed(_ reason: WebSocketCloseReason) async {
        await self.note(.closed(reason))
    }

    /// Events up to and with the last one.
    func eventsToTheEnd() async throws -> [Event] {
        var events: [Event] = []
        while true {
            events.append(try await self.events.next())
            if case .closed = events.last { return events }
        }
    }

    private func note(_ event: Event) async {
        self.events.put(event)
        if let outbox = self.storedOutbox.withLock({ $0 }) { await self.react(event, outbox) }
    }
}
