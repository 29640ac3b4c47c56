import NIOCore
import WebSocketUpgrade

/// A WebSocket that leads nowhere, for anybody: whoever has set up a proxy finds out with it whether WebSockets get
/// through, without being somebody's device.
struct CheckSession: WebSocketSession {
    let isBacklogged = false
    let isStrangers = true

    func opened(_ outbox: WebSocketOutbox) { outbox.close(code: 1000, reason: "It gets through.") }
    func received(_ text: ByteBuffer) {}
    func violated(_ violation: WebSocketViolation) {}
    func beat() {}
    func closed(_ reason: WebSocketCloseReason) {}
}
