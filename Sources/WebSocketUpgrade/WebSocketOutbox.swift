import NIOCore
import Synchronization

/// The way to one peer. Nothing here waits, throws or blocks, on any thread.
///
/// What is sent counts until the kernel has taken it. When more than `outboxLimit` bytes would wait, the
/// peer cannot keep up: the message is dropped and the connection is closed with 1013.
package final class WebSocketOutbox: Sendable {
    private struct State {
        var waiting: [ByteBuffer] = []
        var unwrittenBytes = 0
        var isOpen = true
    }

    /// The longest header of a frame to a client; it makes empty messages count too.
    private static let frameHeaderBytes = 10

    private let state = Mutex(State())
    private let channel: any Channel
    private let limit: Int
    private let flusher: OutboxFlusher

    init(channel: any Channel, limit: Int, flusher: OutboxFlusher) {
        self.channel = channel
        self.limit = limit
        self.flusher = flusher
    }

    /// Where the connection is served.
    package var eventLoop: any EventLoop { self.channel.eventLoop }

    /// Sends a text message, which must be valid UTF-8. Without effect once the connection is closing.
    package func send(_ text: ByteBuffer) {
        let cost = Self.cost(of: text)
        let order: WebSocketOrder? = self.state.withLock { state in
            guard state.isOpen else { return nil }
            guard state.unwrittenBytes + cost <= self.limit else {
                state.isOpen = false
                return .giveUp
            }
            state.unwrittenBytes += cost
            state.waiting.append(text)
            // One flush takes everything that has come together by the time it runs.
            return state.waiting.count == 1 ? .flush : nil
        }
        switch order {
        case .flush: self.flusher.add(self)
        case .some(let order): self.give(order)
        case nil: break
        }
    }

    /// Closes the connection after what has been sent. Without effect once it is closing.
    /// - Parameters:
    ///   - code: 1000, or an application's code, 4000 to 4999 (RFC 6455 §7.4.2).
    ///   - reason: For humans; cut at 123 bytes.
    package func close(code: UInt16, reason: String) {
        let isFirst = self.state.withLock { state in
            defer { state.isOpen = false }
            return state.isOpen
        }
        if isFirst { self.give(.close(code: code, reason: reason)) }
    }

    /// The session has said what it had to say about a violation: the connection is closed with its code.
    package func explained() {
        self.give(.explained)
    }

    /// The session is no longer backlogged.
    package func resumeReading() {
        self.give(.readMore)
    }

    // MARK: For the handler

    /// Lets the handler write what waits. Called on the event loop, it is done at once.
    func flush() {
        self.channel.triggerUserOutboundEvent(WebSocketOrder.flush, promise: nil)
    }

    /// Hands over what waits, with what it counts for until `written` is called.
    func takeWaiting() -> (texts: [ByteBuffer], bytes: Int) {
        let texts = self.state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        return (texts, texts.reduce(0) { $0 + Self.cost(of: $1) })
    }

    /// The kernel has taken these bytes, or never will.
    func written(_ bytes: Int) {
        self.state.withLock { $0.unwrittenBytes -= bytes }
    }

    /// Nothing is sent any more.
    func shut() {
        self.state.withLock { state in
            state.isOpen = false
            state.waiting = []
        }
    }

    private func give(_ order: WebSocketOrder) {
        // Never at once: a session may give orders in the middle of what the handler does.
        self.channel.eventLoop.execute { [channel] in
            channel.triggerUserOutboundEvent(order, promise: nil)
        }
    }

    private static func cost(of text: ByteBuffer) -> Int {
        text.readableBytes + self.frameHeaderBytes
    }
}
