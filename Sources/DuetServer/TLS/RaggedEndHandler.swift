import NIOCore
import NIOSSL

/// Takes a TLS connection that ends without a goodbye for one that has ended: where a request or a message ends is
/// said in itself, so nothing can be cut off unnoticed (RFC 9112 section 9.8).
final class RaggedEndHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case NIOSSLError.uncleanShutdown? = error as? NIOSSLError { return }
        context.fireErrorCaught(error)
    }
}
