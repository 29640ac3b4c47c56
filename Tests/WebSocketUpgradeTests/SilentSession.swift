import NIOCore
import SocketClient

@testable import WebSocketUpgrade

/// Leaves everything to the test: it does not even end a connection whose peer broke a rule.
final class SilentSession: WebSocketSession {
    let outboxes = WebSocketClientMailbox<WebSocketOutbox>()
    let violations = WebSocketClientMailbox<WebSocketViolation>()

    func opened(_ outbox: WebSocketOutbox) { self.outboxes.put(outbox) }
    func received(_ text: ByteBuffer) {}
    func violated(_ violation: WebSocketViolation) { self.violations.put(violation) }
    func beat() {}
    func closed(_ reason: WebSocketCloseReason) {}
    var isBacklogged: Bool { false }
    var isStrangers: Bool { true }
}
