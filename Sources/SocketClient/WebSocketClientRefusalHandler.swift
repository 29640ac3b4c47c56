import NIOCore
import NIOHTTP1

/// Collects the answer of a server that does not upgrade.
final class WebSocketClientRefusalHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let refusal: EventLoopPromise<WebSocketClient.Refused>
    private var status = 0
    private var body = ByteBuffer()

    init(refusal: EventLoopPromise<WebSocketClient.Refused>) {
        self.refusal = refusal
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head):
            self.status = Int(head.status.code)
        case .body(let part):
            self.body.writeImmutableBuffer(part)
        case .end:
            self.refusal.succeed(.init(status: self.status, body: String(buffer: self.body)))
            context.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.refusal.fail(ChannelError.inputClosed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.refusal.fail(error)
        context.close(promise: nil)
    }
}
