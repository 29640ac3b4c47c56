import NIOCore
import NIOWebSocket

/// Puts the frames of one message together (RFC 6455 §5.4), within limits.
///
/// NIO's own aggregator collects binary messages too and puts a floor under fragment sizes; a message
/// that will be thrown away is not collected here, only counted.
struct MessageAssembler {
    enum Step: Equatable {
        /// More fragments are to come, or the end of a message that is not wanted.
        case nothing
        case text(ByteBuffer)
        case violation(WebSocketViolation)
    }

    private enum State {
        /// Between two messages.
        case idle
        /// Fragments of a text so far.
        case text(ByteBuffer, fragments: Int)
        /// Fragments of a binary message so far: how many, and how many bytes.
        case binary(bytes: Int, fragments: Int)
    }

    private var state = State.idle
    /// When the message that is being put together must be whole.
    private var deadline = NIODeadline.distantFuture
    private let maxMessageBytes: Int
    private let maxFragments: Int
    private let timeout: TimeAmount

    init(_ configuration: WebSocketConfiguration) {
        self.maxMessageBytes = configuration.maxMessageBytes
        self.maxFragments = configuration.maxFragments
        self.timeout = TimeAmount(configuration.messageTimeout)
    }

    /// Has a message begun that should be whole by now?
    func isLate(at now: NIODeadline) -> Bool {
        switch self.state {
        case .idle: false
        case .text, .binary: now > self.deadline
        }
    }

    /// Takes the next data frame: text, binary or continuation.
    mutating func append(
        _ opcode: WebSocketOpcode, payload: ByteBuffer, isFinal: Bool, at now: NIODeadline
    ) -> Step {
        if case .idle = self.state { self.deadline = now + self.timeout }
        switch (self.state, opcode) {
        case (.idle, .text):
            return self.take(payload, fragments: 1, isFinal: isFinal)
        case (.idle, .binary):
            let step = self.count(payload.readableBytes, fragments: 1, isFinal: isFinal)
            return step == .nothing ? .violation(.binaryFrame) : step
        case (.text(var collected, let fragments), .continuation):
            // The state must not hold a second reference while the buffer grows.
            self.state = .idle
            let total = collected.readableBytes + payload.readableBytes
            guard total <= self.maxMessageBytes else { return .violation(.messageTooLarge) }
            collected.writeImmutableBuffer(payload)
            return self.take(collected, fragments: fragments + 1, isFinal: isFinal)
        case (.binary(let bytes, let fragments), .continuation):
            return self.count(bytes + payload.readableBytes, fragments: fragments + 1, isFinal: isFinal)
        default:
            // A continuation of nothing, or a new message inside another.
            return .violation(.protocolError)
        }
    }

    private mutating func take(_ collected: ByteBuffer, fragments: Int, isFinal: Bool) -> Step {
        guard collected.readableBytes <= self.maxMessageBytes, fragments <= self.maxFragments else {
            return .violation(.messageTooLarge)
        }
        guard isFinal else {
            self.state = .text(collected, fragments: fragments)
            return .nothing
        }
        self.state = .idle
        return collected.isUTF8 ? .text(collected) : .violation(.invalidUTF8)
    }

    private mutating func count(_ bytes: Int, fragments: Int, isFinal: Bool) -> Step {
        guard bytes <= self.maxMessageBytes, fragments <= self.maxFragments else {
            return .violation(.messageTooLarge)
        }
        self.state = isFinal ? .idle : .binary(bytes: bytes, fragments: fragments)
        return .nothing
    }
}

extension ByteBuffer {
    /// Whether all readable bytes are UTF-8. Signals are ASCII for the most part, and that is seen eight bytes at
    /// a time.
    var isUTF8: Bool {
        self.withUnsafeReadableBytes { bytes in
            let words = bytes.count / 8
            var seen: UInt64 = 0
            for word in 0..<words { seen |= bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self) }
            for byte in bytes[(words * 8)...] { seen |= UInt64(byte) }
            return seen & 0x8080_8080_8080_8080 == 0 || String(validating: bytes, as: UTF8.self) != nil
        }
    }
}
