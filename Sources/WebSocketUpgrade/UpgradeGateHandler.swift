import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Stands before NIO's upgrade handler until the first request of a connection is understood and, if it
/// asks for a WebSocket, decided.
///
/// ```
///   awaitingHead ──▶ deciding ──▶ upgrading ──▶ (removed)
///        │  │            │
///        │  └────────────┼──▶ done: refused, timed out, lost
///        └───────────────────▶ (removed): an ordinary request
/// ```
///
/// NIO's upgrade handler swallows the head of a request that it does not upgrade, and leaks its end if
/// that is known at once (swift-nio issue 2632). Before the first request nothing in the pipeline
/// heeds idleness or shutdown. So the gate lets through only what cannot fail: ordinary requests
/// without an `Upgrade` header, and accepted handshakes. Everything else it answers by itself.
final class UpgradeGateHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case awaitingHead
        /// The layer above has been asked. `end` is the rest of the request, once it has been read.
        case deciding(HTTPRequestHead, end: HTTPServerRequestPart?)
        /// NIO writes the 101 and changes the pipeline. What comes in is no HTTP any more.
        case upgrading
        /// Nothing that comes in matters any more.
        case done
    }

    private let configuration: WebSocketConfiguration
    private let decide: UpgradeDecider
    private let negotiation: NIOLoopBoundBox<UpgradeNegotiation>
    private var state = State.awaitingHead
    private var timer: NIOScheduledCallback?
    /// The timer comes back without a context.
    private var context: ChannelHandlerContext?
    private var isReadWithheld = false

    init(
        configuration: WebSocketConfiguration,
        negotiation: NIOLoopBoundBox<UpgradeNegotiation>,
        decide: @escaping UpgradeDecider
    ) {
        self.configuration = configuration
        self.negotiation = negotiation
        self.decide = decide
    }

    // MARK: Life of the handler

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        // It throws only when the event loop shuts down, and then every channel is closed.
        self.timer = try? context.eventLoop.assumeIsolated().scheduleCallback(
            in: TimeAmount(self.configuration.firstRequestTimeout), handler: self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.state = .done
        self.cancelTimer()
        self.context = nil
        if self.isReadWithheld { context.read() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.state = .done
        self.isReadWithheld = false
        context.fireChannelInactive()
    }

    // MARK: From the peer

    /// While a decision is made nothing more is read: the decoder would collect it without limit.
    func read(context: ChannelHandlerContext) {
        switch self.state {
        case .awaitingHead:
            context.read()
        case .deciding, .upgrading, .done:
            self.isReadWithheld = true
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch self.state {
        case .awaitingHead:
            guard case .head(let head) = Self.unwrapInboundIn(data) else { return }
            self.cancelTimer()
            self.receive(head, context: context)
        case .deciding(let head, end: _):
            self.state = .deciding(head, end: Self.unwrapInboundIn(data))
        case .upgrading:
            // Bytes behind the request, from the decoder that is being removed.
            context.fireChannelRead(data)
        case .done:
            break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch (event, self.state) {
        case (is ChannelShouldQuiesceEvent, .awaitingHead), (ChannelEvent.inputClosed, .awaitingHead):
            self.close(context: context)
        case (is ChannelShouldQuiesceEvent, .deciding):
            self.refuse(.shuttingDown, context: context)
        case (is ChannelShouldQuiesceEvent, .upgrading):
            self.negotiation.value.isShutdownRequested = true
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

    // MARK: The decision

    private func receive(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        switch UpgradeRequest(head, path: self.configuration.path) {
        case .ordinary(let head):
            context.fireChannelRead(Self.wrapInboundOut(.head(head)))
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        case .refused(let refusal):
            self.refuse(refusal, context: context)
        case .webSocket(let request):
            self.state = .deciding(head, end: nil)
            let decide = self.decide
            context.eventLoop.makeFutureWithTask { await decide(request) }
                .assumeIsolated()
                .whenSuccess { self.decided($0, context: context) }
        }
    }

    private func decided(_ decision: UpgradeDecision, context: ChannelHandlerContext) {
        // Meanwhile the connection may have been lost or the server may have begun to shut down.
        guard case .deciding(let head, let end) = self.state else { return }
        switch decision {
        case .refuse(let status, let code, let message):
            self.refuse(.init(status: status, code: code, message: message), context: context)
        case .accept(let subprotocol, let session):
            self.negotiation.value.subprotocol = subprotocol
            self.negotiation.value.session = session
            self.state = .upgrading
            context.fireChannelRead(Self.wrapInboundOut(.head(head)))
            // The decoder delivers the end in the same breath as the head, as there is no body.
            if let end { context.fireChannelRead(Self.wrapInboundOut(end)) }
            context.fireChannelReadComplete()
        }
    }

    private func refuse(_ refusal: UpgradeRefusal, context: ChannelHandlerContext) {
        self.state = .done
        self.cancelTimer()
        let body = refusal.body
        // What the peer sends behind an upgrade request may not be HTTP any more, so this is the end.
        let head = HTTPResponseHead(refusal.head(contentLength: body.readableBytes, closing: true))
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)))
            .assumeIsolated()
            .whenComplete { _ in context.close(promise: nil) }
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

extension UpgradeGateHandler: NIOScheduledCallbackHandler {
    func handleScheduledCallback(eventLoop: some EventLoop) {
        self.timer = nil
        guard case .awaitingHead = self.state, let context = self.context else { return }
        self.close(context: context)
    }
}
