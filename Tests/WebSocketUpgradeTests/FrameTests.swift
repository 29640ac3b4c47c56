import NIOCore
import RateLimits
import SocketClient
import Testing

@testable import WebSocketUpgrade

@Suite("Frames of a client", .timeLimit(.minutes(1)))
struct FrameTests {
    @Test("fragments make one message, a code point may be split, and a ping in between is answered")
    func fragments() async throws {
        try await withServer { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            let text = Array("grüß 👋".utf8)
            try await socket.send(
                RawFrame(opcode: RawFrame.text, payload: Array(text[..<3]), isFinal: false),
                RawFrame(opcode: RawFrame.ping, payload: [1, 2, 3]),
                RawFrame(opcode: RawFrame.continuation, payload: Array(text[3..<8]), isFinal: false),
                RawFrame(opcode: RawFrame.continuation, payload: [], isFinal: false),
                RawFrame(opcode: RawFrame.continuation, payload: Array(text[8...])))
            let pong = RawFrame(opcode: RawFrame.pong, payload: [1, 2, 3], isMasked: false)
            #expect(try await socket.readFrame() == pong)
            let session = try await server.sessions.next()
            #expect(try await session.events.next() == .opened)
            #expect(try await session.events.next() == .received("grüß 👋"))
        }
    }

    @Test("messages of every length that the header writes differently arrive whole, both ways")
    func lengths() async throws {
        try await withServer(react: { event, outbox in
            if case .received(let text) = event { outbox.send(text) }
        }) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            for length in [0, 1, 125, 126, 127, 65535, 65536] {
                let message = RawFrame.text(String(repeating: "x", count: length))
                try await socket.send(message)
                #expect(try await socket.readFrame() == message.fromServer)
            }
        }
    }

    @Test("a binary message is discarded, in one piece or several, and the connection goes on")
    func binary() async throws {
        try await withServer { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            try await socket.send(
                RawFrame(opcode: RawFrame.binary, payload: [0xFF]),
                RawFrame(opcode: RawFrame.binary, payload: [0xFF], isFinal: false),
                RawFrame(opcode: RawFrame.continuation, payload: [0xFE]),
                .text("still here"))
            let session = try await server.sessions.next()
            #expect(try await session.events.next() == .opened)
            #expect(try await session.events.next() == .violated(.binaryFrame))
            #expect(try await session.events.next() == .violated(.binaryFrame))
            #expect(try await session.events.next() == .received("still here"))
        }
    }

    static let violations: [([RawFrame], WebSocketViolation, UInt16)] = [
        ([RawFrame(opcode: RawFrame.text, payload: [0x61], isMasked: false)], .protocolError, 1002),
        ([RawFrame(opcode: RawFrame.ping, isMasked: false)], .protocolError, 1002),
        ([RawFrame(opcode: RawFrame.text, payload: [0x61], reservedBits: 4)], .protocolError, 1002),
        ([RawFrame(opcode: 0x3)], .protocolError, 1002),
        ([RawFrame(opcode: 0xB)], .protocolError, 1002),
        ([RawFrame(opcode: RawFrame.ping, isFinal: false)], .protocolError, 1002),
        (
            [RawFrame(opcode: RawFrame.ping, payload: Array(repeating: 0, count: 126))], .protocolError, 1002
        ),
        ([RawFrame(opcode: RawFrame.continuation)], .protocolError, 1002),
        ([.text("a", isFinal: false), .text("b")], .protocolError, 1002),
        (
            [.text("a", isFinal: false), RawFrame(opcode: RawFrame.binary, payload: [0])], .protocolError,
            1002
        ),
        ([RawFrame(opcode: RawFrame.close, payload: [0x03])], .protocolError, 1002),
        ([.close(999)], .protocolError, 1002),
        ([.close(1005)], .protocolError, 1002),
        ([.close(1006)], .protocolError, 1002),
        ([.close(5000)], .protocolError, 1002),
        ([RawFrame(opcode: RawFrame.close, payload: [0x03, 0xE8, 0xFF])], .invalidUTF8, 1007),
        ([RawFrame(opcode: RawFrame.text, payload: [0x61, 0xFF])], .invalidUTF8, 1007),
        // A code point that is cut off, an overlong one, and a surrogate.
        ([RawFrame(opcode: RawFrame.text, payload: [0xF0, 0x9F])], .invalidUTF8, 1007),
        ([RawFrame(opcode: RawFrame.text, payload: [0xC0, 0xAF])], .invalidUTF8, 1007),
        ([RawFrame(opcode: RawFrame.text, payload: [0xED, 0xA0, 0x80])], .invalidUTF8, 1007),
        ([RawFrame(opcode: RawFrame.text, announcedLength: 65537)], .frameTooLarge, 1009),
        ([RawFrame(opcode: RawFrame.binary, announcedLength: 1 << 40)], .frameTooLarge, 1009),
        ([RawFrame(opcode: RawFrame.text, announcedLength: 1 << 63 - 1)], .frameTooLarge, 1009),
        (
            Array(
                repeating: RawFrame(
                    opcode: RawFrame.binary, payload: Array(repeating: 0, count: 40000), isFinal: false),
                count: 1)
                + [RawFrame(opcode: RawFrame.continuation, payload: Array(repeating: 0, count: 40000))],
            .messageTooLarge, 1009
        ),
        (
            [
                .text(String(repeating: "x", count: 40000), isFinal: false),
                RawFrame(opcode: RawFrame.continuation, payload: Array(repeating: 0x78, count: 40000)),
            ], .messageTooLarge, 1009
        ),
        (
            [.text("", isFinal: false)]
                + Array(repeating: RawFrame(opcode: RawFrame.continuation, isFinal: false), count: 64),
            .messageTooLarge, 1009
        ),
    ]

    @Test(
        "a violation is explained by the session, closed with its code, and ends the stream in order",
        arguments: violations)
    func violation(frames: [RawFrame], violation: WebSocketViolation, code: UInt16) async throws {
        try await withServer(react: { event, outbox in
            if case .violated(let violation) = event, !violation.isSurvivable {
                outbox.send("because \(violation)")
            }
        }) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            try await socket.send(bytes: frames.flatMap(\.bytes))
            #expect(try await socket.readFrame() == RawFrame.text("because \(violation)").fromServer)
            let close = try await socket.readFrame()
            #expect(close.opcode == RawFrame.close)
            #expect(close.payload.prefix(2) == [UInt8(code >> 8), UInt8(code & 0xFF)])

            // Whatever still comes is ignored; a Close, or the end of our stream, is enough for the server.
            try await socket.send(.text("ignored"), .close(code))
            try await socket.finishSending()
            #expect(try await socket.readToEnd() == "")

            let session = try await server.sessions.next()
            var events = try await session.eventsToTheEnd()
            #expect(events.popLast() == .closed(.violation(violation)))
            #expect(events.popLast() == .violated(violation))
            #expect(!events.contains(.received("ignored")))
        }
    }

    @Test("a client in the middle of a frame that is too large still learns why it is closed")
    func tooLargeWhileSending() async throws {
        try await withServer { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            let frame = RawFrame.text(String(repeating: "x", count: 4 << 20))
            try await socket.send(frame)
            let close = try await socket.readFrame()
            #expect(close.payload.prefix(2) == [0x03, 0xF1])
            #expect(try await socket.readToEnd() == "")
        }
    }

    /// Frames whose fault stands in the first bytes of the last one, and how many of those tell it.
    static let headers: [([RawFrame], bytes: Int, code: UInt16)] = [
        // A reserved bit, a reserved opcode, a control frame in pieces: the first byte tells.
        ([RawFrame(opcode: RawFrame.text, reservedBits: 1, announcedLength: 100)], 1, 1002),
        ([RawFrame(opcode: 0x7, announcedLength: 100)], 1, 1002),
        ([RawFrame(opcode: 0xF, announcedLength: 100)], 1, 1002),
        ([RawFrame(opcode: RawFrame.pong, isFinal: false, announcedLength: 100)], 1, 1002),
        // No mask, a long control frame, half a status: the second.
        ([RawFrame(opcode: RawFrame.text, isMasked: false, announcedLength: 100)], 2, 1002),
        ([RawFrame(opcode: RawFrame.ping, announcedLength: 126)], 2, 1002),
        ([RawFrame(opcode: RawFrame.pong, announcedLength: 65536)], 2, 1002),
        ([RawFrame(opcode: RawFrame.close, announcedLength: 1)], 2, 1002),
        // A length that has a shorter form, or none at all, or is too much: the length itself.
        ([RawFrame(opcode: RawFrame.text, announcedLength: 0, lengthBytes: 2)], 4, 1002),
        ([RawFrame(opcode: RawFrame.text, announcedLength: 125, lengthBytes: 2)], 4, 1002),
        ([RawFrame(opcode: RawFrame.text, announcedLength: 5, lengthBytes: 8)], 10, 1002),
        ([RawFrame(opcode: RawFrame.text, announcedLength: 65535, lengthBytes: 8)], 10, 1002),
        ([RawFrame(opcode: RawFrame.text, announcedLength: 1 << 63)], 10, 1002),
        ([RawFrame(opcode: RawFrame.text, announcedLength: 65537)], 10, 1009),
        ([RawFrame(opcode: RawFrame.text, announcedLength: 1 << 63 - 1)], 10, 1009),
        // A place in which no such frame may stand, or no more bytes: the whole header, without its payload.
        ([RawFrame(opcode: RawFrame.continuation, announcedLength: 100)], 6, 1002),
        ([.text("a", isFinal: false), RawFrame(opcode: RawFrame.binary, announcedLength: 100)], 6, 1002),
        (
            [
                .text(String(repeating: "x", count: 40000), isFinal: false),
                RawFrame(opcode: RawFrame.continuation, announcedLength: 40000),
            ], 8, 1009
        ),
    ]

    @Test(
        "a header that breaks a rule is refused by its first byte that tells, without payload",
        arguments: headers)
    func header(frames: [RawFrame], bytes: Int, code: UInt16) async throws {
        try await withServer { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            for frame in frames.dropLast() { try await socket.send(frame) }
            let last = try #require(frames.last).bytes
            try await socket.send(bytes: Array(last.prefix(bytes - 1)))
            let session = try await server.sessions.next()
            #expect(try await session.events.next() == .opened)
            try await socket.send(bytes: Array(last[(bytes - 1)..<bytes]))
            let close = try await socket.readFrame()
            #expect(close.opcode == RawFrame.close)
            #expect(close.payload.prefix(2) == [UInt8(code >> 8), UInt8(code & 0xFF)])
            #expect(try await socket.readToEnd() == "")
        }
    }

    @Test("behind a frame that fails the connection no ping is answered and no Close is read")
    func nothingBehindAViolation() async throws {
        let session = SilentSession()
        try await withServer(decide: { _ in .accept(subprotocol: nil, session: session) }) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            try await socket.send(
                RawFrame(opcode: RawFrame.text, payload: [0xFF]),
                RawFrame(opcode: RawFrame.ping, payload: [1]),
                .text("x"), .close(1000))
            // Sent in another read, while the session still looks for words.
            #expect(try await session.violations.next() == .invalidUTF8)
            try await socket.send(RawFrame(opcode: RawFrame.ping, payload: [2]), .close(1000))
            let outbox = try await session.outboxes.next()
            outbox.send("because")
            outbox.explained()
            #expect(try await socket.readFrame() == RawFrame.text("because").fromServer)
            #expect(try await socket.readFrame().payload.prefix(2) == [0x03, 0xEF])
            #expect(try await socket.readToEnd() == "")
        }
    }

    /// Kinds of frames that say nothing, and never end a message.
    static let chatter: [[RawFrame]] = [
        [RawFrame(opcode: RawFrame.ping)], [RawFrame(opcode: RawFrame.pong, payload: [1])], [.text("")],
        [RawFrame(opcode: RawFrame.text, isFinal: false), RawFrame(opcode: RawFrame.continuation)],
        [RawFrame(opcode: RawFrame.binary)],
    ]

    @Test("frames of every kind are in a budget, and more of them are too many", arguments: chatter)
    func flood(frames: [RawFrame]) async throws {
        try await withServer(.test(frames: RateLimit(burst: 40, every: .seconds(1)))) { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            let count = 50 / frames.count
            try await socket.send(bytes: (0..<count).flatMap { _ in frames.flatMap(\.bytes) })
            var frame = try await socket.readFrame()
            while frame.opcode == RawFrame.pong { frame = try await socket.readFrame() }
            #expect(frame == RawFrame.close(1008, "too many frames came").fromServer)
            #expect(try await socket.readToEnd() == "")
            let session = try await server.sessions.next()
            let events = try await session.eventsToTheEnd()
            #expect(events.suffix(2) == [.violated(.tooManyFrames), .closed(.violation(.tooManyFrames))])
        }
    }

    @Test("of many pings the last one is answered")
    func pingFlood() async throws {
        try await withServer { server in
            let socket = try await RawSocket.upgraded(port: server.port)
            for index in 0..<UInt8(200) {
                try await socket.send(RawFrame(opcode: RawFrame.ping, payload: [index]))
            }
            var pong = try await socket.readFrame()
            while pong.payload != [199] { pong = try await socket.readFrame() }
            #expect(pong.opcode == RawFrame.pong)
        }
    }
}
