import NIOCore
import NIOHTTPTypes

/// Ends a connection that takes too long: whose request does not come to its end, because a body that drips keeps the
/// connection, and whoever waits for it, as long as its sender likes; and one that is still busy a while after the
/// server was told to shut down, because its request drips or its answer is not read.
final class RequestDeadlineHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let requestTimeout: TimeAmount
    private let shutdownTimeout: TimeAmount
    private var isShuttingDown = false
    private var timer: NIOScheduledCallback?
    /// The timer comes back without a context.
    private var context: ChannelHandlerContext?

    init(_ configuration: WebSocketConfiguration) {
        self.requestTimeout = TimeAmount(configuration.requestTimeout)
        self.shutdownTimeout = TimeAmount(configuration.shutdownTimeout)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.timer?.cancel()
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head: if !self.isShuttingDown { self.setTimer(self.requestTimeout, context: context) }
        case .body: break
        case .end: if !self.isShuttingDown { self.timer?.cancel() }
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            self.isShuttingDown = true
            self.setTimer(self.shutdownTimeout, context: context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    private func setTimer(_ time: TimeAmount, context: ChannelHandlerContext) {
        self.timer?.cancel()
        // It throws only when the event loop shuts down, and then every channel is closed.
        self.timer = try? context.eventLoop.assumeIsolated().scheduleCallback(in: time, handler: self)
    }
}

extension RequestDeadlineHandler: NIOScheduledCallbackHandler {
    func handleScheduledCallback(eventLoop: some EventLoop) {
        self.context?.close(promise: nil)
    }
}
