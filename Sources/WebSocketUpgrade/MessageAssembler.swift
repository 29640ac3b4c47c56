import NIOCore

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

    /// What is wrong with the next frame, as far as its header tells.
    func fault(of header: FrameHeader) -> WebSocketViolation? {
        switch (self.state, header.opcode) {
        case (_, .close), (_, .ping), (_, .pong):
            // They may stand between the fragments of a message.
            return nil
        case (.idle, .text), (.idle, .binary):
            return self.fault(bytes: header.length, fragments: 1)
        case (.text(let collected, let fragments), .continuation):
            return self.fault(bytes: collected.readableBytes + header.length, fragments: fragments + 1)
        case (.binary(let bytes, let fragments), .continuation):
            return self.fault(bytes: bytes + header.length, fragments: fragments + 1)
        case (.idle, .continuation), (.text, .text), (.text, .binary), (.binary, .text), (.binary, .binary):
            // A continuation of nothing, or a new message inside another.
            return .protocolError
        }
    }

    private func fault(bytes: Int, fragments: Int) -> WebSocketViolation? {
        bytes <= self.maxMessageBytes && fragments <= self.maxFragments ? nil : .messageTooLarge
    }

    /// Takes the next data frame, whose header has no fault.
    mutating func append(_ payload: ByteBuffer, of header: FrameHeader, at now: NIODeadline) -> Step {
        switch self.state {
        case .idle:
            self.deadline = now + self.timeout
            if header.opcode == .text { return self.take(payload, fragments: 1, isFinal: header.isFinal) }
            self.state = header.isFinal ? .idle : .binary(bytes: header.length, fragments: 1)
            return .violation(.binaryFrame)
        case .text(var collected, let fragments):
            // The state must not hold a second reference while the buffer grows.
            self.state = .idle
            collected.writeImmutableBuffer(payload)
            return self.take(collected, fragments: fragments + 1, isFinal: header.isFinal)
        case .binary(let bytes, let fragments):
            self.state =
                header.isFinal ? .idle : .binary(bytes: bytes + header.length, fragments: fragments + 1)
            return .nothing
        }
    }

    private mutating func take(_ collected: ByteBuffer, fragments: Int, isFinal: Bool) -> Step {
        guard isFinal else {
            self.state = .text(collected, fragments: fragments)
            return .nothing
        }
        self.state = .idle
        return collected.isUTF8 ? .text(collected) : .violation(.invalidUTF8)
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
