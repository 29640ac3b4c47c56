import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// HTTP/1.1 as Hummingbird serves it, with one path whose first request may become a WebSocket.
///
/// Hummingbird has no hook for upgrades; a child channel is its seam. Until the first request is
/// understood the pipeline is NIO's upgradable one with a gate in it, then it is either that of
/// `HTTP1Channel` or frames and a `WebSocketHandler`.
package struct HTTP1WebSocketUpgradeChannel: ServerChildChannel, HTTPChannelHandler {
    /// A connection and what becomes of it.
    package struct Value: ServerChildChannelValue {
        let outcome: EventLoopFuture<Outcome>
        package let channel: any Channel
    }

    enum Outcome: Sendable {
        case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
        case webSocket
    }

    /// NIO keeps the last buffer from read to read, so every idle connection pays for one.
    private static let receiveBuffer = AdaptiveRecvByteBufferAllocator(
        minimum: 512, initial: 512, maximum: 16 * 1024)

    package let responder: HTTPChannelHandler.Responder
    private let configuration: WebSocketConfiguration
    private let decide: UpgradeDecider
    private let sockets: OpenSockets
    private let flushers = OutboxFlushers()

    /// - Parameters:
    ///   - responder: Answers the ordinary requests.
    ///   - configuration: The path and the limits.
    ///   - sockets: Counts the WebSockets.
    ///   - decide: Asked about every valid opening handshake at that path.
    package init(
        responder: @escaping HTTPChannelHandler.Responder,
        configuration: WebSocketConfiguration,
        sockets: OpenSockets,
        decide: @escaping UpgradeDecider
    ) {
        self.responder = Self.guarding(responder, path: configuration.path)
        self.configuration = configuration
        self.sockets = sockets
        self.decide = decide
    }

    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.syncOptions?.setOption(.recvAllocator, value: Self.receiveBuffer)
            let negotiation = NIOLoopBoundBox(UpgradeNegotiation(), eventLoop: channel.eventLoop)
            var pipeline = NIOUpgradableHTTPServerPipelineConfiguration<Outcome>(
                upgradeConfiguration: .init(
                    upgraders: [self.upgrader(negotiation)],
                    notUpgradingCompletionHandler: { self.continueAsHTTP($0, logger: logger) }))
            // As in Hummingbird's HTTP1Channel: NIOAsyncChannel keeps requests in order, the channel
            // handler answers parser errors, and HTTPTypes cannot hold an invalid header.
            pipeline.enablePipelining = false
            pipeline.enableErrorHandling = false
            pipeline.enableResponseHeaderValidation = false
            let operations = channel.pipeline.syncOperations
            let outcome = try operations.configureUpgradableHTTPServerPipeline(configuration: pipeline)
            let upgradeHandler = try operations.handler(type: NIOTypedHTTPServerUpgradeHandler<Outcome>.self)
            try operations.addHandler(
                UpgradeGateHandler(
                    configuration: self.configuration, negotiation: negotiation, decide: self.decide),
                position: .before(upgradeHandler))
            return Value(outcome: outcome, channel: channel)
        }
    }

    /// What this and the functions below it keep on their frames is paid by every idle WebSocket, so they
    /// are few and flat: a task's memory grows by a kilobyte at a time.
    package func handle(value: Value, logger: Logger) async {
        switch await Self.outcome(of: value) {
        case .http(let asyncChannel): await self.handleHTTP(asyncChannel: asyncChannel, logger: logger)
        case .webSocket: break  // it serves itself; see `OpenSockets`
        case nil: break
        }
    }

    /// Waits until the first request is answered for.
    /// - Returns: nil if there is nothing to serve: it was refused, or never came.
    private static func outcome(of value: Value) async -> Outcome? {
        await withTaskCancellationHandler {
            do {
                return try await value.outcome.get()
            } catch {
                // The gate has closed the connection. Should an upgrade have failed otherwise, nobody would
                // serve it.
                value.channel.close(promise: nil)
                return nil
            }
        } onCancel: {
            value.channel.close(promise: nil)
        }
    }

    // MARK: Upgraded

    private func upgrader(
        _ negotiation: NIOLoopBoundBox<UpgradeNegotiation>
    ) -> NIOTypedWebSocketServerUpgrader<Outcome> {
        NIOTypedWebSocketServerUpgrader(
            maxFrameSize: self.configuration.maxFrameBytes,
            enableAutomaticErrorHandling: false,
            shouldUpgrade: { channel, _ in
                var headers = HTTPHeaders()
                if let subprotocol = negotiation.value.subprotocol {
                    headers.add(name: "Sec-WebSocket-Protocol", value: subprotocol)
                }
                return channel.eventLoop.makeSucceededFuture(headers)
            },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture {
                    try self.continueAsWebSocket(channel, negotiation: negotiation.value)
                }
            })
    }

    private func continueAsWebSocket(
        _ channel: any Channel, negotiation: UpgradeNegotiation
    ) throws -> Outcome {
        // Only an accepted request passes the gate.
        guard let session = negotiation.session else { throw UpgradeRefusal.malformedRequest }
        let outbox = WebSocketOutbox(
            channel: channel, limit: self.configuration.outboxLimit,
            flusher: self.flushers.flusher(for: channel.eventLoop))
        let operations = channel.pipeline.syncOperations
        try operations.addHandler(
            WebSocketHandler(session: session, outbox: outbox, configuration: self.configuration))
        let gate = try operations.context(handlerType: UpgradeGateHandler.self)
        operations.removeHandler(context: gate, promise: nil)
        self.sockets.add(channel)
        session.opened(outbox)
        if negotiation.isShutdownRequested {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
        return .webSocket
    }

    // MARK: Not upgraded

    private func continueAsHTTP(_ channel: any Channel, logger: Logger) -> EventLoopFuture<Outcome> {
        channel.eventLoop.makeCompletedFuture {
            let operations = channel.pipeline.syncOperations
            try operations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            try operations.addHandler(LastRequestHandler())
            try operations.addHandler(
                HTTPConnectionStateHandler(idleTimeout: self.configuration.idleTimeout, logger: logger))
            return .http(
                try NIOAsyncChannel(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(isOutboundHalfClosureEnabled: true)))
        }
    }

    /// Answers what would have been a WebSocket as a first request, before the application sees it.
    private static func guarding(
        _ responder: @escaping HTTPChannelHandler.Responder, path: String
    ) -> HTTPChannelHandler.Responder {
        { request, writer, channel in
            let refusal: UpgradeRefusal
            if let upgrade = request.headers[.upgrade], upgrade.lowercased().contains("websocket") {
                refusal = .tooLate
            } else if request.method == .get, request.head.pathWithoutQuery == path {
                refusal = .notAnUpgrade
            } else {
                return try await responder(request, writer, channel)
            }
            let body = refusal.body
            let head = refusal.head(contentLength: body.readableBytes, closing: false)
            try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
        }
    }
}
