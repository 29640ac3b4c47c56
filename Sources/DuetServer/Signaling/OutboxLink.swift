import Calls
import NIOCore
import RateLimits
import Synchronization
import WebSocketUpgrade

/// A socket's outbox, as the call service sees it, and how many of the socket's messages are still to be dealt
/// with: while there are many, no more are read.
final class OutboxLink: DeviceLink {
    private let outbox: WebSocketOutbox
    private let waiting = Atomic(0)

    init(outbox: WebSocketOutbox) {
        self.outbox = outbox
    }

    func send(_ message: ByteBuffer) {
        outbox.send(message)
    }

    /// A message of the device was handed to the deciding thread.
    func submitted() {
        waiting.wrappingAdd(1, ordering: .relaxed)
    }

    func handled() {
        let before = waiting.wrappingSubtract(1, ordering: .relaxed).oldValue
        if before == Limits.messagesWaiting { outbox.resumeReading() }
    }

    var isBacklogged: Bool { waiting.load(ordering: .relaxed) >= Limits.messagesWaiting }

    func close(_ closing: LinkClosing) {
        outbox.close(code: closing.code, reason: closing.reason)
    }

    func closeAfterViolation() {
        outbox.explained()
    }
}
