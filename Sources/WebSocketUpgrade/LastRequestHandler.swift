import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Makes both ends agree which request is the last one on a connection.
///
/// NIO's decoder reads nothing behind a request that asks for an upgrade, or a CONNECT, whether or not it
/// is granted. Without this the next request on the connection would wait for ever. So such a request is
/// handled as if it said `Connection: close`, and the answer to a last request says so (RFC 9112 §9.6).
final class LastRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum State {
        /// More requests may come; so many are not yet answered.
        case keepAlive(unanswered: Int)
        /// The last request is read. The answer to it is the last of so many.
        case last(unanswered: Int)
    }

    private var state = State.keepAlive(unanswered: 0)

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var request) = Self.unwrapInboundIn(data),
            case .keepAlive(let unanswered) = self.state
        else {
            return context.fireChannelRead(data)
        }
        guard request.isLast else {
            self.state = .keepAlive(unanswered: unanswered + 1)
            return context.fireChannelRead(data)
        }
        self.state = .last(unanswered: unanswered + 1)
        request.headerFields[.connection] = "close"
        context.fireChannelRead(Self.wrapInboundOut(.head(request)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch (Self.unwrapOutboundIn(data), self.state) {
        case (.head(var response), .last(unanswered: 1)) where response.status.kind != .informational:
            let connection = response.headerFields[.connection]
            response.headerFields[.connection] = connection.map { "close, \($0)" } ?? "close"
            context.write(Self.wrapOutboundOut(.head(response)), promise: promise)
        case (.end, .keepAlive(let unanswered)):
            self.state = .keepAlive(unanswered: unanswered - 1)
            context.write(data, promise: promise)
        case (.end, .last(let unanswered)):
            self.state = .last(unanswered: unanswered - 1)
            context.write(data, promise: promise)
        case (.head, _), (.body, _):
            context.write(data, promise: promise)
        }
    }
}

extension HTTPRequest {
    fileprivate var isLast: Bool {
        if self.method == .connect { return true }
        let connection = self.headerFields[.connection]?.lowercased() ?? ""
        let options = connection.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
        return options.contains("close") || options.contains("upgrade")
    }
}
