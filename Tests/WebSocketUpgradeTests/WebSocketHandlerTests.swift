import NIOCore
import NIOEmbedded
import NIOWebSocket
import SocketClient
import Testing

@testable import WebSocketUpgrade

/// What depends on the moment at which a socket reads or writes, with a socket that the test moves.
@Suite("The handler of a connection", .timeLimit(.minutes(1)))
struct WebSocketHandlerTests {
    private let channel = NIOAsyncTestingChannel()
    private let socket = WebSocketClientMailbox<SlowSocket.Call>()
    private let session = RecordingSession()
    private let outbox: WebSocketOutbox

    init() async throws {
        self.outbox = try await Self.open(self.session, on: self.channel, over: self.socket)
    }

    private static func open(
        _ session: any WebSocketSession, on channel: NIOAsyncTestingChannel,
        over socket: WebSocketClientMailbox<SlowSocket.Call>
    ) async throws -> WebSocketOutbox {
        try await channel.testingEventLoop.submit {
            // Its flusher wakes another loop, so that the handler finds messages that it has not been told about.
            let outbox = WebSocketOutbox(
                channel: channel, limit: 1000, flusher: OutboxFlusher(eventLoop: NIOAsyncTestingEventLoop()))
            try channel.pipeline.syncOperations.addHandlers([
                SlowSocket(calls: socket),
                WebSocketHandler(session: session, outbox: outbox, configuration: .test()),
            ])
            session.opened(outbox)
            return outbox
        }.get()
    }

    @Test("nothing is read while the session is behind, and reading goes on when it has caught up")
    func backPressure() async throws {
        let channel = self.channel
        func allIsRead() async throws {
            try await channel.testingEventLoop.executeInContext { channel.pipeline.fireChannelReadComplete() }
        }
        guard case .read = try await self.socket.next() else {
            Issue.record("nothing was read to begin with")
            return
        }
        try await allIsRead()
        guard case .read = try await self.socket.next() else {
            Issue.record("reading did not go on")
            return
        }
        self.session.fallBehind(true)
        try await allIsRead()
        self.socket.put(.mark)
        guard case .mark = try await self.socket.next() else {
            Issue.record("a session that is behind was read for")
            return
        }
        self.session.fallBehind(false)
        await self.channel.testingEventLoop.run()
        guard case .read = try await self.socket.next() else {
            Issue.record("reading did not go on when the session had caught up")
            return
        }
    }

    @Test("while a pong is being written pings do not pile up, and the last one is answered then")
    func pings() async throws {
        for payload in ["1", "2", "3"] { try await self.receive(RawFrame.ping, payload) }
        guard case .write(let first, let written) = try await self.socket.nextButReads() else {
            Issue.record("the first ping was not answered")
            return
        }
        #expect(first == "pong 1")
        self.socket.put(.mark)
        #expect(try await self.nextCall() == "mark")

        written?.succeed()
        await self.channel.testingEventLoop.run()
        #expect(try await self.nextCall() == "pong 3")
    }

    @Test(
        "a ping that waits for the answer to another is not answered once a frame has failed the connection")
    func pingBeforeViolation() async throws {
        let (channel, socket) = (NIOAsyncTestingChannel(), WebSocketClientMailbox<SlowSocket.Call>())
        let outbox = try await Self.open(SilentSession(), on: channel, over: socket)
        for frame in [
            RawFrame(opcode: RawFrame.ping, payload: [0x31]),
            RawFrame(opcode: RawFrame.ping, payload: [0x32]),
            RawFrame(opcode: RawFrame.text, payload: [0xFF]),
        ] {
            try await channel.writeInbound(ByteBuffer(bytes: frame.bytes))
        }
        guard case .write("pong 1", let written) = try await socket.nextButReads() else {
            Issue.record("the first ping was not answered")
            return
        }
        written?.succeed()
        outbox.explained()
        await channel.testingEventLoop.run()
        guard case .write(let last, let sent) = try await socket.nextButReads() else {
            Issue.record("there was no Close")
            return
        }
        sent?.succeed()
        #expect(last.hasPrefix("close"))
    }

    @Test("what has been sent goes out before a Close that overtakes it")
    func closeComesLast() async throws {
        self.outbox.send("first")
        let channel = self.channel
        try await channel.testingEventLoop.executeInContext {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
        #expect(try await self.nextCall() == "text first")
        #expect(try await self.nextCall().hasPrefix("close"))
    }

    private func receive(_ opcode: UInt8, _ payload: String) async throws {
        let frame = RawFrame(opcode: opcode, payload: Array(payload.utf8))
        try await self.channel.writeInbound(ByteBuffer(bytes: frame.bytes))
    }

    /// The next call that is no read, done at once if it is a write.
    private func nextCall() async throws -> String {
        switch try await self.socket.nextButReads() {
        case .read:
            return "read"
        case .write(let frame, let promise):
            promise?.succeed()
            return frame
        case .mark:
            return "mark"
        }
    }
}

extension WebSocketClientMailbox<SlowSocket.Call> {
    /// The handler reads on after each of the peer's frames.
    fileprivate func nextButReads() async throws -> SlowSocket.Call {
        while true {
            let call = try await next()
            if case .read = call { continue }
            return call
        }
    }
}

/// Notes what would reach the socket. A write is only done when the test completes its promise.
private final class SlowSocket: ChannelDuplexHandler {
    enum Call: Sendable {
        case read
        case write(String, EventLoopPromise<Void>?)
        /// Put in by a test, to see that nothing came before.
        case mark
    }

    typealias InboundIn = ByteBuffer
    typealias OutboundIn = WebSocketFrame

    private let calls: WebSocketClientMailbox<Call>

    init(calls: WebSocketClientMailbox<Call>) {
        self.calls = calls
    }

    func read(context: ChannelHandlerContext) {
        self.calls.put(.read)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let frame = Self.unwrapOutboundIn(data)
        let name: String
        switch frame.opcode {
        case .text: name = "text"
        case .pong: name = "pong"
        case .connectionClose: name = "close"
        default: name = "other"
        }
        self.calls.put(.write("\(name) \(String(buffer: frame.data))", promise))
    }
}
