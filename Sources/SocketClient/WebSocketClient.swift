import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// A WebSocket over real TCP, as a browser would hold it: it answers pings and Close frames by itself.
///
/// It runs no task of its own, so that one process can hold many thousands.
package final class WebSocketClient: Sendable {
    /// The server answered the handshake with something else than 101.
    package struct Refused: Error, Equatable {
        package let status: Int
        package let body: String

        package init(status: Int, body: String) {
            self.status = status
            self.body = body
        }
    }

    /// The connection is gone. `code` is the status in the server's Close frame; nil if there was none.
    package struct Closed: Error, Equatable {
        package let code: UInt16?

        package init(code: UInt16?) {
            self.code = code
        }
    }

    package let channel: any Channel
    /// The subprotocol that the server chose.
    package let subprotocol: String?
    private let mailbox: WebSocketClientMailbox<String>
    private let closed: EventLoopFuture<UInt16?>

    init(
        channel: any Channel, subprotocol: String?, mailbox: WebSocketClientMailbox<String>,
        closed: EventLoopFuture<UInt16?>
    ) {
        self.channel = channel
        self.subprotocol = subprotocol
        self.mailbox = mailbox
        self.closed = closed
    }

    /// Opens `ws://127.0.0.1:port/path`.
    /// - Parameters:
    ///   - path: With query.
    ///   - headers: Besides those of the handshake: `Cookie`, `Origin`.
    ///   - transport: Makes the handler between the network and HTTP: TLS.
    ///   - onText: Called on the event loop for each message, which then cannot be taken with `next`.
    /// - Throws: `Refused`; an error of NIO if there is no connection.
    package static func connect(
        port: Int,
        path: String = "/signaling",
        headers: [(String, String)] = [],
        subprotocol: String? = "duet.v1",
        transport: (@Sendable () throws -> any ChannelHandler)? = nil,
        on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        onText: (@Sendable (String) -> Void)? = nil
    ) async throws -> WebSocketClient {
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path)
        head.headers.add(name: "Host", value: "127.0.0.1:\(port)")
        head.headers.add(contentsOf: headers)
        if let subprotocol { head.headers.add(name: "Sec-WebSocket-Protocol", value: subprotocol) }
        let request = head
        let handshake = try await ClientBootstrap(group: group)
            .connectTimeout(.seconds(20))
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let transport { try channel.pipeline.syncOperations.addHandler(transport()) }
                    var pipeline = NIOUpgradableHTTPClientPipelineConfiguration(
                        upgradeConfiguration: self.upgrade(request, onText: onText))
                    // A server's first message may come in the same segment as its 101.
                    pipeline.leftOverBytesStrategy = .forwardBytes
                    return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
                        configuration: pipeline)
                }
            }
        switch try await handshake.get() {
        case .upgraded(let client): return client
        case .refused(let refusal): throw try await refusal.get()
        }
    }

    /// Opens `/signaling` as one device.
    package static func connect(
        port: Int,
        deviceID: String,
        headers: [(String, String)] = [],
        on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        onText: (@Sendable (String) -> Void)? = nil
    ) async throws -> WebSocketClient {
        try await self.connect(
            port: port, path: "/signaling?device_id=\(deviceID)", headers: headers, on: group, onText: onText)
    }

    /// Sends a text message. Without effect when the connection is gone.
    package func send(_ text: String) {
        self.send(.text, ByteBuffer(string: text))
    }

    /// The next text message.
    /// - Throws: `Closed`, or `WebSocketClientMailbox.TimedOut`.
    package func next(timeout: Duration = .seconds(20)) async throws -> String {
        try await self.mailbox.next(timeout: timeout)
    }

    /// The status in the server's Close frame, once the connection is gone; nil if there was none.
    package var closeCode: UInt16? {
        get async throws { try await self.closed.get() }
    }

    /// Closes with the full handshake and waits for the end of the connection.
    package func close(code: UInt16 = 1000) async throws {
        var payload = ByteBuffer()
        payload.writeInteger(code)
        self.send(.connectionClose, payload)
        _ = try await self.closed.get()
    }

    /// Cuts the TCP connection without a word.
    package func cut() async throws {
        try? await self.channel.close()
        _ = try await self.closed.get()
    }

    private func send(_ opcode: WebSocketOpcode, _ payload: ByteBuffer) {
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: payload)
        self.channel.writeAndFlush(frame, promise: nil)
    }

    // MARK: Handshake

    private enum Handshake: Sendable {
        case upgraded(WebSocketClient)
        case refused(EventLoopFuture<Refused>)
    }

    private static func upgrade(
        _ request: HTTPRequestHead, onText: (@Sendable (String) -> Void)?
    ) -> NIOTypedHTTPClientUpgradeConfiguration<Handshake> {
        let upgrader = NIOTypedWebSocketClientUpgrader<Handshake>(maxFrameSize: 1 << 20) {
            channel, response in
            channel.eventLoop.makeCompletedFuture {
                let mailbox = WebSocketClientMailbox<String>()
                let handler = WebSocketClientHandler(
                    onText: onText ?? { mailbox.put($0) },
                    onClose: { mailbox.finish(throwing: Closed(code: $0)) },
                    closed: channel.eventLoop.makePromise())
                try channel.pipeline.syncOperations.addHandler(handler)
                return .upgraded(
                    WebSocketClient(
                        channel: channel, subprotocol: response.headers.first(name: "Sec-WebSocket-Protocol"),
                        mailbox: mailbox, closed: handler.closed.futureResult))
            }
        }
        return .init(
            upgradeRequestHead: request,
            upgraders: [upgrader],
            notUpgradingCompletionHandler: { channel in
                channel.eventLoop.makeCompletedFuture {
                    let refusal = channel.eventLoop.makePromise(of: Refused.self)
                    try channel.pipeline.syncOperations.addHandler(
                        WebSocketClientRefusalHandler(refusal: refusal))
                    return .refused(refusal.futureResult)
                }
            })
    }
}
