import NIOCore
import NIOPosix
import SocketClient

/// A TCP connection to a server on loopback, byte for byte.
final class RawSocket {
    /// The server has ended its stream, in order.
    struct EndOfStream: Error {}

    /// The key and its answer from RFC 6455 §1.3.
    static let key = "dGhlIHNhbXBsZSBub25jZQ=="
    static let keyAccepted = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

    private let channel: any Channel
    private let mailbox: WebSocketClientMailbox<ByteBuffer>
    private var received = ByteBuffer()

    private init(channel: any Channel, mailbox: WebSocketClientMailbox<ByteBuffer>) {
        self.channel = channel
        self.mailbox = mailbox
    }

    deinit {
        self.channel.close(promise: nil)
    }

    /// - Parameter isReading: If false the server's bytes stay where they are.
    static func connect(port: Int, isReading: Bool = true) async throws -> RawSocket {
        let mailbox = WebSocketClientMailbox<ByteBuffer>()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.autoRead, value: isReading)
            // So that not much has to be sent until a server that reads nothing is felt.
            .channelOption(.socketOption(.so_sndbuf), value: 32_768)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Receiver(mailbox: mailbox))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawSocket(channel: channel, mailbox: mailbox)
    }

    /// Connects and opens a WebSocket.
    static func upgraded(port: Int, path: String = "/signaling") async throws -> RawSocket {
        let socket = try await self.connect(port: port)
        try await socket.send(self.handshake(path: path))
        let response = try await socket.readResponse()
        guard response.status == 101 else { throw ChannelError.inappropriateOperationForState }
        return socket
    }

    /// A valid opening handshake; each change replaces a header, or removes it.
    static func handshake(
        method: String = "GET", path: String = "/signaling", version: String = "HTTP/1.1",
        changes: [String: String?] = [:], body: String = ""
    ) -> String {
        var headers: [String: String?] = [
            "Host": "127.0.0.1", "Connection": "keep-alive, Upgrade", "Upgrade": "websocket",
            "Sec-WebSocket-Key": self.key, "Sec-WebSocket-Version": "13",
        ]
        headers.merge(changes) { $1 }
        let lines = headers.sorted { $0.key < $1.key }.compactMap { name, value in
            value.map { "\(name): \($0)\r\n" }
        }
        return "\(method) \(path) \(version)\r\n" + lines.joined() + "\r\n" + body
    }

    // MARK: Out

    func send(_ text: String) async throws {
        try await self.channel.writeAndFlush(ByteBuffer(string: text))
    }

    func send(_ frames: RawFrame...) async throws {
        try await self.channel.writeAndFlush(ByteBuffer(bytes: frames.flatMap(\.bytes)))
    }

    func send(bytes: [UInt8]) async throws {
        try await self.channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Ends our stream and goes on reading.
    func finishSending() async throws {
        try await self.channel.close(mode: .output)
    }

    func cut() async throws {
        try await self.channel.close()
    }

    // MARK: In

    func readResponse() async throws -> RawResponse {
        try await self.read(RawResponse.take)
    }

    /// The next frame. The server's own pings are of interest only to those who wait for one: on a busy machine one may
    /// come at any time.
    func readFrame() async throws -> RawFrame {
        while true {
            let frame = try await self.readAnyFrame()
            if frame != RawFrame(opcode: RawFrame.ping).fromServer { return frame }
        }
    }

    /// The next frame, whatever it is.
    func readAnyFrame() async throws -> RawFrame {
        try await self.read(RawFrame.take)
    }

    /// Everything up to the end of the server's stream. Fails if the connection was reset instead.
    func readToEnd() async throws -> String {
        do {
            while true { self.received.writeImmutableBuffer(try await self.mailbox.next()) }
        } catch is EndOfStream {
            return String(buffer: self.received)
        }
    }

    private func read<Item>(_ take: (inout ByteBuffer) -> Item?) async throws -> Item {
        while true {
            if let item = take(&self.received) { return item }
            self.received.writeImmutableBuffer(try await self.mailbox.next())
        }
    }

    private final class Receiver: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let mailbox: WebSocketClientMailbox<ByteBuffer>

        init(mailbox: WebSocketClientMailbox<ByteBuffer>) {
            self.mailbox = mailbox
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            self.mailbox.put(Self.unwrapInboundIn(data))
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed = event { self.mailbox.finish(throwing: EndOfStream()) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            self.mailbox.finish(throwing: error)
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) {
            self.mailbox.finish(throwing: EndOfStream())
        }
    }
}
