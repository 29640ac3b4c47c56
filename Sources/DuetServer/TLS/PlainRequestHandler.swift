import NIOCore

/// Answers whoever speaks plain HTTP where TLS is expected, as with `http://` typed in place of `https://`: otherwise
/// all that a browser could say is that the connection was closed. Stands before TLS, and goes with the first byte.
final class PlainRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        case awaitingFirstByte
        /// Answered; nothing that comes matters any more.
        case done
    }

    /// The type of a TLS record that begins a handshake (RFC 8446 section 5.1).
    private static let handshake: UInt8 = 22

    private static let answer: String = {
        let body = "This address speaks https. Begin it with https:// in place of http://.\n"
        return "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    }()

    private var state = State.awaitingFirstByte

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Self.unwrapInboundIn(data)
        switch (state, bytes.getInteger(at: bytes.readerIndex, as: UInt8.self)) {
        case (.done, _), (_, nil):
            break
        case (.awaitingFirstByte, Self.handshake):
            context.fireChannelRead(data)
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        case (.awaitingFirstByte, _):
            state = .done
            context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: Self.answer)))
                .assumeIsolated()
                .whenComplete { _ in context.close(promise: nil) }
        }
    }
}
