import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// HTTP/1.1 as Hummingbird serves it, with one path where a connection may become a WebSocket.
///
/// Hummingbird has no hook for upgrades; a child channel is its seam. The pipeline begins as a codec and an
/// ``UpgradeHandler``; the first ordinary request adds that of `HTTP1Channel`, and an upgrade puts frames and a
/// ``WebSocketHandler`` in the place of it all.
package struct HTTP1WebSocketUpgradeChannel: ServerChildChannel, HTTPChannelHandler {
    /// A connection and what becomes of it.
    package struct Value: ServerChildChannelValue {
        let outcome: EventLoopFuture<Outcome>
        package let channel: any Channel
    }

    enum Outcome: Sendable {
        case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
        /// It serves itself; see ``OpenSockets``.
        case webSocket
        /// It was refused, or its first request never came.
        case nothing
    }

    /// NIO keeps the last buffer from read to read, so every idle connection pays for one.
    private static let receiveBuffer = AdaptiveRecvByteBufferAllocator(
        minimum: 512, initial: 512, maximum: 16 * 1024)

    package let responder: HTTPChannelHandler.Responder
    let configuration: WebSocketConfiguration
    let intakes: PerEventLoop<UpgradeIntake>
    /// Told the code of every refused upgrade.
    let refused: @Sendable (String) -> Void
    let gate: ConnectionGate
    let answersTo: HostCheck
    let transport: Transport
    private let sockets: OpenSockets
    private let flushers = PerEventLoop { OutboxFlusher(eventLoop: $0) }

    /// - Parameters:
    ///   - responder: Answers the ordinary requests.
    ///   - configuration: The path and the limits.
    ///   - gate: Lets connections in, or turns them away.
    ///   - sockets: Counts the WebSockets.
    ///   - transport: What stands between the network and HTTP.
    ///   - answersTo: Asked about the `Host` of every request.
    ///   - decide: Asked about every valid opening handshake at that path.
    ///   - refused: Told the code of every refused upgrade, whoever has refused it.
    package init(
        responder: @escaping HTTPChannelHandler.Responder,
        configuration: WebSocketConfiguration,
        gate: ConnectionGate,
        sockets: OpenSockets,
        transport: Transport,
        answersTo: @escaping HostCheck,
        decide: @escaping UpgradeDecider,
        refused: @escaping @Sendable (String) -> Void
    ) {
        self.responder = Self.guarding(responder, path: configuration.path, answersTo, refused)
        self.answersTo = answersTo
        self.transport = transport
        self.refused = refused
        self.configuration = configuration
        self.gate = gate
        self.intakes = PerEventLoop { UpgradeIntake(eventLoop: $0, decide: decide) }
        self.sockets = sockets
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let outcome = channel.eventLoop.makePromise(of: Outcome.self)
        return channel.eventLoop.makeCompletedFuture {
            do {
                try channel.syncOptions?.setOption(.recvAllocator, value: Self.receiveBuffer)
                if case .secure(let makeHandlers) = self.transport {
                    try channel.pipeline.syncOperations.addHandlers(makeHandlers())
                }
                let codec = HTTP1Codec()
                try channel.pipeline.syncOperations.addHandlers(
                    codec.encoder, codec.decoder, codec.headHandler,
                    UpgradeHandler(server: self, codec: codec, outcome: outcome, logger: logger))
            } catch {
                outcome.succeed(.nothing)
                throw error
            }
            return Value(outcome: outcome.futureResult, channel: channel)
        }
    }

    /// What this and the functions below it keep on their frames is paid by every idle WebSocket, so they
    /// are few and flat: a task's memory grows by a kilobyte at a time.
    package func handle(value: Value, logger: Logger) async {
        switch await Self.outcome(of: value) {
        case .http(let asyncChannel): await self.handleHTTP(asyncChannel: asyncChannel, logger: logger)
        case .webSocket, .nothing: break
        }
    }

    /// Waits until the first request is answered for.
    private static func outcome(of value: Value) async -> Outcome {
        await withTaskCancellationHandler {
            // It never fails.
            (try? await value.outcome.get()) ?? .nothing
        } onCancel: {
            value.channel.close(promise: nil)
        }
    }

    // MARK: What becomes of a connection

    /// Makes the pipeline one of frames, and tells the session that it is open.
    /// - Parameter decoder: The handler after which frames are to be read.
    func continueAsWebSocket(
        _ channel: any Channel, _ session: any WebSocketSession, after decoder: any ChannelHandler
    ) throws {
        let outbox = WebSocketOutbox(
            channel: channel, limit: self.configuration.outboxLimit, flusher: self.flushers[channel.eventLoop]
        )
        // The handler asks for what it reads.
        try channel.syncOptions?.setOption(.autoRead, value: false)
        try channel.pipeline.syncOperations.addHandlers(
            WebSocketFrameEncoder(),
            WebSocketHandler(session: session, outbox: outbox, configuration: self.configuration),
            position: .after(decoder))
        if !session.isStrangers { self.gate.becomesWebSocket(channel) }
        session.opened(outbox)
        // It may be closed at once.
        self.sockets.add(channel)
    }

    /// Adds the pipeline of Hummingbird's `HTTP1Channel`: NIOAsyncChannel keeps requests in order, the channel
    /// handler answers parser errors, and HTTPTypes cannot hold an invalid header.
    /// - Returns: The channel for Hummingbird, and the handlers that go when HTTP is over.
    func continueAsHTTP(
        _ channel: any Channel, logger: Logger
    ) throws -> (
        NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>, [any ChannelHandler & RemovableChannelHandler]
    ) {
        let handlers: [any ChannelHandler & RemovableChannelHandler] = [
            HTTP1ToHTTPServerCodec(secure: self.transport.isSecure), LastRequestHandler(),
            RequestDeadlineHandler(self.configuration),
            HTTPConnectionStateHandler(idleTimeout: self.patience(with: channel), logger: logger),
        ]
        try channel.pipeline.syncOperations.addHandlers(handlers)
        let bridge = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        return (bridge, handlers)
    }

    /// How long this connection may be idle.
    private func patience(with channel: any Channel) -> Duration {
        self.gate.isStrangers(channel)
            ? self.configuration.idleTimeout : self.configuration.proxyIdleTimeout
    }

    /// Answers before the application sees it what names a host that is not ours, or should have been an upgrade.
    private static func guarding(
        _ responder: @escaping HTTPChannelHandler.Responder, path: String,
        _ answersTo: @escaping HostCheck, _ refused: @escaping @Sendable (String) -> Void
    ) -> HTTPChannelHandler.Responder {
        { request, writer, channel in
            let refusal: UpgradeRefusal
            if !answersTo(request.head.authority, channel.localAddress?.ipAddress) {
                refusal = .unknownHost
            } else if request.method == .get, request.head.pathWithoutQuery == path {
                refusal = .notAnUpgrade
            } else {
                return try await responder(request, writer, channel)
            }
            refused(refusal.code)
            let body = refusal.body
            let head = refusal.head(contentLength: body.readableBytes, closing: false)
            try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
        }
    }
}

/// What makes HTTP/1.1 of bytes and back, while that is spoken.
struct HTTP1Codec {
    let encoder = HTTPResponseEncoder()
    let headHandler = RequestHeadHandler()
    let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
}
