import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Understands each request of a connection, and answers for what becomes of it: ordinary HTTP, a WebSocket if the
/// layer above agrees, or a refusal, which is the end. A reverse proxy that keeps its connections asks for a WebSocket on
/// one that has served other requests.
///
/// ```
///   awaitingHead ──▶ deciding ──────────────────────▶ (removed): a WebSocket
///     │    │          ▲   ▲ └──▶ leavingHTTP ────────────▲
///     │    ▼          │   │        (after HTTP was served)
///     │   http ───────┘   │
///     │    └──▶ waiting ──┘   until what was asked before is answered
///     └──▶ done: refused, timed out, lost (from anywhere)
/// ```
///
/// Until the first request is understood nothing else in the pipeline heeds idleness or shutdown.
final class UpgradeHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// Of the first request.
        case awaitingHead
        /// The layer above serves HTTP; so many requests are not yet answered.
        case http(unanswered: Int)
        /// A request that is not for it stands behind those.
        case waiting(UpgradeRequest, unanswered: Int)
        /// The layer above has been asked about the handshake with this key.
        case deciding(key: String)
        /// The layer above has been told that no more requests come, and ends its side.
        case leavingHTTP(any WebSocketSession, answer: ByteBuffer)
        /// Nothing that comes in matters any more.
        case done
    }

    private let server: HTTP1WebSocketUpgradeChannel
    private let codec: HTTP1Codec
    /// Nil once it was told.
    private var outcome: EventLoopPromise<HTTP1WebSocketUpgradeChannel.Outcome>?
    private let logger: Logger
    private var state = State.awaitingHead
    private var timer: NIOScheduledCallback?
    /// The timer comes back without a context.
    private var context: ChannelHandlerContext?
    /// What stands in the pipeline for HTTP, once that is served.
    private var httpHandlers: [any RemovableChannelHandler] = []

    /// - Parameters:
    ///   - server: Knows what HTTP and a WebSocket need in the pipeline.
    ///   - codec: Stands before this in the pipeline.
    ///   - outcome: Is told what becomes of the connection, in any case.
    init(
        server: HTTP1WebSocketUpgradeChannel, codec: HTTP1Codec,
        outcome: EventLoopPromise<HTTP1WebSocketUpgradeChannel.Outcome>, logger: Logger
    ) {
        self.server = server
        self.codec = codec
        self.outcome = outcome
        self.logger = logger
    }

    // MARK: Life of the handler

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        // It throws only when the event loop shuts down, and then every channel is closed.
        self.timer = try? context.eventLoop.assumeIsolated().scheduleCallback(
            in: TimeAmount(self.server.configuration.firstRequestTimeout), handler: self)
    }

    func channelActive(context: ChannelHandlerContext) {
        if let refusal = self.server.gate.enter(context.channel) { self.turnAway(refusal, context: context) }
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.state = .done
        self.cancelTimer()
        self.context = nil
        self.tell(.nothing)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.state = .done
        context.fireChannelInactive()
    }

    // MARK: From the peer

    /// While a decision is made nothing more is read: the decoder would collect it without limit.
    func read(context: ChannelHandlerContext) {
        switch self.state {
        case .awaitingHead, .http: context.read()
        case .waiting, .deciding, .leavingHTTP, .done: break
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (self.state, Self.unwrapInboundIn(data)) {
        case (.awaitingHead, .head(let head)):
            self.cancelTimer()
            self.take(UpgradeRequest(head, path: self.server.configuration.path), context: context)
        case (.http(let unanswered), .head(let head)):
            let request = UpgradeRequest(head, path: self.server.configuration.path)
            if case .ordinary(let head) = request {
                self.state = .http(unanswered: unanswered + 1)
                context.fireChannelRead(Self.wrapInboundOut(.head(head)))
            } else if unanswered > 0 {
                self.state = .waiting(request, unanswered: unanswered)
            } else {
                self.take(request, context: context)
            }
        case (.http, _):
            context.fireChannelRead(data)
        case (.awaitingHead, _), (.waiting, _), (.deciding, _), (.leavingHTTP, _),
            (.done, _):
            // A handshake has no body, and its end says nothing that its head did not.
            break
        }
    }

    private func take(_ request: UpgradeRequest, context: ChannelHandlerContext) {
        switch request {
        case .ordinary(let head):
            self.serveHTTP(head, context: context)
        case .refused(let refusal):
            self.refuse(refusal, context: context)
        case .webSocket(let request, let key):
            guard self.server.answersTo(request.authority, context.localAddress?.ipAddress) else {
                return self.refuse(.unknownHost, context: context)
            }
            // It is for HTTP no more, whatever is decided, and HTTP's patience with an idle connection is not asked.
            for handler in self.httpHandlers {
                context.pipeline.syncOperations.removeHandler(handler, promise: nil)
            }
            self.state = .deciding(key: key)
            self.server.intakes[context.eventLoop].add(request) { self.decided($0, context: context) }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch (event, self.state) {
        case (is ChannelShouldQuiesceEvent, .awaitingHead), (ChannelEvent.inputClosed, .awaitingHead),
            (is ChannelShouldQuiesceEvent, .leavingHTTP), (ChannelEvent.inputClosed, .deciding),
            (ChannelEvent.inputClosed, .leavingHTTP):
            self.close(context: context)
        case (is ChannelShouldQuiesceEvent, .deciding):
            self.refuse(.shuttingDown, context: context)
        case (is ChannelShouldQuiesceEvent, .done):
            break
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard case .awaitingHead = self.state, error is HTTPParserError else {
            return context.fireErrorCaught(error)
        }
        self.refuse(.malformedRequest, context: context)
    }

    // MARK: From the layer above

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
        guard case .end = Self.unwrapOutboundIn(data) else { return }
        switch self.state {
        case .http(let unanswered): self.state = .http(unanswered: unanswered - 1)
        case .waiting(let request, unanswered: 1): self.take(request, context: context)
        case .waiting(let request, let unanswered):
            self.state = .waiting(request, unanswered: unanswered - 1)
        case .awaitingHead, .deciding, .leavingHTTP, .done: break
        }
    }

    /// Having no more requests, the layer above ends its side: of HTTP, not of the connection.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard case .leavingHTTP(let session, let answer) = self.state, mode == .output else {
            return context.close(mode: mode, promise: promise)
        }
        promise?.succeed()
        self.serveWebSocket(session, answer: answer, context: context)
    }

    // MARK: What becomes of it

    private func decided(_ decision: UpgradeDecision, context: ChannelHandlerContext) {
        // Meanwhile the connection may have been lost or the server may have begun to shut down.
        guard case .deciding(let key) = self.state else { return }
        switch decision {
        case .refuse(let status, let code, let message):
            self.refuse(.init(status: status, code: code, message: message), context: context)
        case .accept(let subprotocol, let session):
            let answer = OpeningHandshake.answer(key: key, subprotocol: subprotocol)
            if self.httpHandlers.isEmpty {
                self.serveWebSocket(session, answer: answer, context: context)
            } else {
                self.leaveHTTP(session, answer: answer, context: context)
            }
        }
    }

    private func serveHTTP(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        do {
            let (channel, handlers) = try self.server.continueAsHTTP(context.channel, logger: self.logger)
            self.httpHandlers = handlers
            self.state = .http(unanswered: 1)
            self.tell(.http(channel))
        } catch {
            // Handlers can only be added to a pipeline that is still there.
            return self.close(context: context)
        }
        context.fireChannelRead(Self.wrapInboundOut(.head(head)))
    }

    /// Everything is answered. The end of the requests makes the layer above end its side, see ``close``. What is left of
    /// it in the pipeline then, NIO's bridge to its task, has nothing to do any more.
    private func leaveHTTP(
        _ session: any WebSocketSession, answer: ByteBuffer, context: ChannelHandlerContext
    ) {
        self.state = .leavingHTTP(session, answer: answer)
        context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }

    private func serveWebSocket(
        _ session: any WebSocketSession, answer: ByteBuffer, context: ChannelHandlerContext
    ) {
        let operations = context.pipeline.syncOperations
        operations.removeHandler(self.codec.encoder, promise: nil)
        context.writeAndFlush(NIOAny(answer), promise: nil)
        do {
            try self.server.continueAsWebSocket(context.channel, session, after: self.codec.decoder)
            self.tell(.webSocket)
        } catch {
            return self.close(context: context)
        }
        // It hands on what the peer has sent behind its request.
        operations.removeHandler(self.codec.decoder, promise: nil)
        operations.removeHandler(self.codec.headHandler, promise: nil)
        operations.removeHandler(self, promise: nil)
    }

    private func turnAway(_ refusal: UpgradeRefusal, context: ChannelHandlerContext) {
        guard self.server.transport.isSecure else { return self.refuse(refusal, context: context) }
        self.server.refused(refusal.code)
        self.close(context: context)
    }

    private func refuse(_ refusal: UpgradeRefusal, context: ChannelHandlerContext) {
        self.state = .done
        self.cancelTimer()
        self.server.refused(refusal.code)
        let body = refusal.body
        // What the peer sends behind an upgrade request may not be HTTP any more, so this is the end.
        let head = HTTPResponseHead(refusal.head(contentLength: body.readableBytes, closing: true))
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)))
            .assumeIsolated()
            .whenComplete { _ in context.close(promise: nil) }
    }

    /// Only the first outcome counts.
    private func tell(_ outcome: HTTP1WebSocketUpgradeChannel.Outcome) {
        self.outcome?.succeed(outcome)
        self.outcome = nil
    }

    private func close(context: ChannelHandlerContext) {
        self.state = .done
        self.cancelTimer()
        context.close(promise: nil)
    }

    private func cancelTimer() {
        self.timer?.cancel()
        self.timer = nil
    }
}

extension UpgradeHandler: NIOScheduledCallbackHandler {
    func handleScheduledCallback(eventLoop: some EventLoop) {
        self.timer = nil
        guard case .awaitingHead = self.state, let context = self.context else { return }
        self.close(context: context)
    }
}
