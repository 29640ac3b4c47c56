import NIOCore
import NIOWebSocket

/// The client's side of the frames. The server sends each message in one frame.
final class WebSocketClientHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    /// Completed when the connection is gone, with the status of the server's Close frame.
    let closed: EventLoopPromise<UInt16?>
    private let onText: @Sendable (String) -> Void
    private let onClose: @Sendable (UInt16?) -> Void
    private var code: UInt16?
    private var hasSentClose = false

    init(
        onText: @escaping @Sendable (String) -> Void, onClose: @escaping @Sendable (UInt16?) -> Void,
        closed: EventLoopPromise<UInt16?>
    ) {
        self.onText = onText
        self.onClose = onClose
        self.closed = closed
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        var payload = frame.unmaskedData
        switch frame.opcode {
        case .text:
            self.onText(String(buffer: payload))
        case .ping:
            self.answer(.pong, payload, context: context)
        case .connectionClose:
            let answer = payload
            self.code = payload.readInteger(as: UInt16.self)
            if !self.hasSentClose { self.answer(.connectionClose, answer, context: context) }
        default:
            break
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if Self.unwrapOutboundIn(data).opcode == .connectionClose { self.hasSentClose = true }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.onClose(self.code)
        self.closed.succeed(self.code)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.onClose(self.code)
        self.closed.succeed(self.code)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ opcode: WebSocketOpcode, _ payload: ByteBuffer, context: ChannelHandlerContext) {
        if opcode == .connectionClose { self.hasSentClose = true }
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: payload)
        context.writeAndFlush(Self.wrapOutboundOut(frame), promise: nil)
    }
}
