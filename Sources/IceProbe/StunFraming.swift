import NIOCore

/// Cuts a stream of bytes into STUN messages, which tell their length themselves (RFC 8489 section 6.2.2).
struct StunFraming: ByteToMessageDecoder {
    typealias InboundOut = ByteBuffer

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard buffer.readableBytes >= StunMessage.headerLength else { return .needMoreData }
        guard let length = StunMessage.length(at: buffer) else { throw ProbeFault.nonsense }
        guard let message = buffer.readSlice(length: length) else { return .needMoreData }
        context.fireChannelRead(Self.wrapInboundOut(message))
        return .continue
    }
}
