import Foundation
import IceProbe
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One answer to a request.
struct HTTPAnswer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    /// At most its first 64 kB.
    let body: String
    /// When the server's certificate ends; nil without TLS.
    let certificateEnd: Date?
    /// Our own end of the connection; nil when it has no IP address.
    let localAddress: String?
}

/// Asks a server as a browser does: one request, on a connection of its own, by http or https. It follows no
/// redirects, and keeps quiet about nothing.
struct HTTPProbe {
    let isSecure: Bool
    /// The name or address that the certificate must be for; IPv6 without brackets.
    let host: String
    var trust: NIOSSLTrustRoots = .default
    var verification: CertificateVerification = .fullVerification
    var patience: TimeAmount = .seconds(10)

    /// - Parameters:
    ///   - headers: Beside `Host`, which is a part of them as well.
    ///   - address: Where to ask.
    /// - Throws: ``ProbeFault``.
    func get(
        _ path: String, _ headers: HTTPHeaders, at address: SocketAddress
    ) async throws(ProbeFault) -> HTTPAnswer {
        do {
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let tls =
                isSecure ? try ClientTLS(to: host, trust: trust, verification: verification) : nil
            var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: headers)
            head.headers.replaceOrAdd(name: "User-Agent", value: "duet-doctor")
            let request = head
            let answer = loop.makePromise(of: HTTPAnswer.self)
            let alarm = loop.scheduleTask(in: patience) { answer.fail(ProbeFault.noAnswer) }
            defer { alarm.cancel() }
            let channel: any Channel
            do {
                channel = try await ClientBootstrap(group: loop).connectTimeout(patience)
                    .channelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            let pipeline = channel.pipeline.syncOperations
                            if let tls { try pipeline.addHandler(tls.handler()) }
                            try pipeline.addHTTPClientHandlers(leftOverBytesStrategy: .dropBytes)
                            try pipeline.addHandler(AnswerHandler(request: request, promise: answer))
                        }
                    }
                    .connect(to: address).get()
            } catch {
                answer.fail(error)
                throw error
            }
            defer { channel.close(promise: nil) }
            return try await answer.futureResult.get()
        } catch {
            throw ProbeFault(error)
        }
    }
}

/// Sends the request and collects the answer.
private final class AnswerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private static let room = 65_536

    private let request: HTTPRequestHead
    private let promise: EventLoopPromise<HTTPAnswer>
    private var head: HTTPResponseHead?
    private var body = ByteBuffer()

    init(request: HTTPRequestHead, promise: EventLoopPromise<HTTPAnswer>) {
        (self.request, self.promise) = (request, promise)
    }

    func channelActive(context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            // Nothing that is HTTP comes after it.
            if head.status == .switchingProtocols { finish(context) }
        case .body(var part):
            if body.readableBytes < Self.room { body.writeBuffer(&part) }
        case .end: finish(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error is HTTPParserError ? ProbeFault.nonsense : error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(ProbeFault.closed)
    }

    private func finish(_ context: ChannelHandlerContext) {
        guard let head else { return }
        let tls = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
        let end = tls?.peerCertificate.map { Date(timeIntervalSince1970: TimeInterval($0.notValidAfter)) }
        promise.succeed(
            HTTPAnswer(
                status: Int(head.status.code), headers: head.headers, body: String(buffer: body),
                certificateEnd: end, localAddress: context.channel.localAddress?.ipAddress))
    }
}
