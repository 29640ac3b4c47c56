import NIOCore
import NIOHTTP1

/// Refuses a request whose head NIO's parser lets through though it does not say for certain what is asked, and where
/// the request ends: as if the parser had refused it, so that there is one answer to both.
final class RequestHeadHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    /// Nobody can tell what the bytes behind such a head are.
    private var hasRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !self.hasRefused else { return }
        if case .head(let head) = Self.unwrapInboundIn(data), let fault = head.fault {
            self.hasRefused = true
            return context.fireErrorCaught(fault)
        }
        context.fireChannelRead(data)
    }
}

extension HTTPRequestHead {
    /// What is wrong with it, if anything is.
    fileprivate var fault: HTTPParserError? {
        // RFC 9112 §3.2: exactly one Host; HTTP/1.0 knew none.
        let hosts = self.headers["host"].count
        guard hosts == 1 || hosts == 0 && self.version == .http1_0 else { return .invalidHeaderToken }
        // RFC 9112 §6.1 and §6.3: a body in another coding than chunks has no end that a server could know.
        let codings = self.headers[canonicalForm: "transfer-encoding"].map { $0.lowercased() }
        guard codings.isEmpty || codings == ["chunked"] && self.version != .http1_0 else {
            return .invalidHeaderToken
        }
        return nil
    }
}
