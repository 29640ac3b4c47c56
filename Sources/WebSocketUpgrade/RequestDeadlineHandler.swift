import NIOCore
import NIOHTTPTypes

/// Ends a connection whose request does not come to its end: a body that drips keeps a connection, and whoever waits
/// for it, as long as its sender likes.
final class RequestDeadlineHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let deadline: TimeAmount
    private var timer: NIOScheduledCallback?
    /// The timer comes back without a context.
    private var context: ChannelHandlerContext?

    /// - Parameter deadline: How long the body of a request may take.
    init(deadline: Duration) {
        self.deadline = TimeAmount(deadline)
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
        case .head:
            // It throws only when the event loop shuts down, and then every channel is closed.
            self.timer = try? context.eventLoop.assumeIsolated().scheduleCallback(
                in: self.deadline, handler: self)
        case .body:
            break
        case .end:
            self.timer?.cancel()
            self.timer = nil
        }
        context.fireChannelRead(data)
    }
}

extension RequestDeadlineHandler: NIOScheduledCallbackHandler {
    func handleScheduledCallback(eventLoop: some EventLoop) {
        self.timer = nil
        self.context?.close(promise: nil)
    }
}
