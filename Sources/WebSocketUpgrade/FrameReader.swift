import NIOCore

/// Makes frames of a client's bytes, and tells of each twice: when its header is there, and when its payload is.
///
/// NIO's decoder tells of a frame once it is whole, and leaves to others most of what a header may not say.
struct FrameReader {
    enum Step: Equatable {
        /// The header of the next frame is there.
        case began(FrameHeader)
        /// So is its payload, unmasked.
        case ended(FrameHeader, payload: ByteBuffer)
    }

    private enum State {
        case awaitingHeader
        case awaitingPayload(FrameHeader)
    }

    private var state = State.awaitingHeader
    private var bytes = ByteBuffer()
    private let maxPayloadBytes: Int

    init(maxPayloadBytes: Int) {
        self.maxPayloadBytes = maxPayloadBytes
    }

    /// Takes what has been read.
    mutating func append(_ more: ByteBuffer) {
        if self.bytes.readableBytes == 0 {
            self.bytes = more
        } else {
            // A frame that comes in pieces must not keep those before it.
            self.bytes.discardReadBytes()
            self.bytes.writeImmutableBuffer(more)
        }
    }

    /// - Returns: nil when more has to be read first.
    /// - Throws: What the header breaks. Behind it nothing can be read any more.
    mutating func next() throws(WebSocketViolation) -> Step? {
        switch self.state {
        case .awaitingHeader:
            let header = try FrameHeader.take(from: &self.bytes, maxPayloadBytes: self.maxPayloadBytes)
            guard let header else { return nil }
            self.state = .awaitingPayload(header)
            return .began(header)
        case .awaitingPayload(let header):
            guard var payload = self.bytes.readSlice(length: header.length) else { return nil }
            self.state = .awaitingHeader
            // What is left of a buffer that is read to its end would be kept by an idle connection.
            if self.bytes.readableBytes == 0 { self.bytes = ByteBuffer() }
            payload.unmask(header.mask)
            return .ended(header, payload: payload)
        }
    }
}

extension ByteBuffer {
    /// Takes the mask off (RFC 6455 §5.3), eight bytes at a time.
    fileprivate mutating func unmask(_ mask: UInt32) {
        let wide = UInt64(mask) << 32 | UInt64(mask)
        self.withUnsafeMutableReadableBytes { bytes in
            let words = bytes.count / 8
            for offset in stride(from: 0, to: words * 8, by: 8) {
                let word =
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) ^ wide
                bytes.storeBytes(of: word.bigEndian, toByteOffset: offset, as: UInt64.self)
            }
            for offset in (words * 8)..<bytes.count {
                bytes[offset] ^= UInt8(truncatingIfNeeded: mask >> (24 - 8 * (offset % 4)))
            }
        }
    }
}
