/// Takes a server's bytes apart: its answer to the handshake, then WebSocket frames (RFC 6455 section 5.2).
/// Servers do not mask, and every server measured here sends a message in one frame.
struct FrameReader {
    enum Part {
        /// The head of the answer to the handshake, without its empty line.
        case head(String)
        case frame(Opcode, UnsafeRawBufferPointer)
    }

    /// RFC 6455 section 11.8.
    enum Opcode: UInt8 {
        case continuation = 0
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10
    }

    private var hasHead = false
    /// The beginning of a part of which the rest has not come yet.
    private var pending: [UInt8] = []

    /// Hands over every part that is complete.
    /// - Throws: ``LoadFailure`` when the bytes are no frame; what `handle` throws.
    mutating func read(_ chunk: UnsafeRawBufferPointer, _ handle: (Part) throws -> Void) throws {
        guard pending.isEmpty else {
            pending.append(contentsOf: chunk)
            let bytes = pending
            let used = try bytes.withUnsafeBytes { try take(from: $0, handle) }
            if used > 0 { pending = Array(bytes[used...]) }
            return
        }
        let used = try take(from: chunk, handle)
        if used < chunk.count { pending = Array(chunk[used...]) }
    }

    /// - Returns: how many bytes the complete parts have.
    private mutating func take(
        from bytes: UnsafeRawBufferPointer, _ handle: (Part) throws -> Void
    ) throws -> Int {
        var start = 0
        while start < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            guard let (part, length) = try hasHead ? Self.frame(in: rest) : Self.head(in: rest) else { break }
            hasHead = true
            start += length
            try handle(part)
        }
        return start
    }

    private static func head(in bytes: UnsafeRawBufferPointer) throws -> (Part, length: Int)? {
        let end = (0..<max(0, bytes.count - 3)).first {
            bytes[$0..<($0 + 4)].elementsEqual("\r\n\r\n".utf8)
        }
        guard let end else { return nil }
        return (.head(String(decoding: bytes[..<end], as: UTF8.self)), end + 4)
    }

    private static func frame(in bytes: UnsafeRawBufferPointer) throws -> (Part, length: Int)? {
        guard bytes.count >= 2 else { return nil }
        var headLength = 2
        var length = Int(bytes[1] & 0x7f)
        if length >= 126 {
            headLength = length == 126 ? 4 : 10
            guard bytes.count >= headLength else { return nil }
            length = bytes[2..<headLength].reduce(0) { $0 << 8 | Int($1) }
        }
        guard let opcode = Opcode(rawValue: bytes[0] & 0x0f), bytes[1] & 0x80 == 0, length >= 0 else {
            throw LoadFailure("The server sent bytes that are no WebSocket frame.")
        }
        guard bytes.count - headLength >= length else { return nil }
        let payload = UnsafeRawBufferPointer(rebasing: bytes[headLength..<(headLength + length)])
        return (.frame(opcode, payload), headLength + length)
    }
}
