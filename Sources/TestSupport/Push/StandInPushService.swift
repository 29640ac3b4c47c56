import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A push service on this machine, over real HTTPS with the certificate of `localhost` (``TestCertificate/first``). It
/// delivers nothing: it answers as it was told, and keeps what came.
package final class StandInPushService: Sendable {
    /// What came.
    package struct Request: Sendable {
        package let path: String
        package let headers: HTTPHeaders
        package let body: [UInt8]
    }

    /// What it does with a request.
    package enum Answer: Sendable {
        case status(Int, HTTPHeaders = [:])
        /// Nothing is said, and the connection stays.
        case silence
    }

    private struct State {
        var requests: [Request] = []
        var connections = 0
        var answers: [String: [Answer]] = [:]
    }

    private let state = Mutex(State())
    private let listener = Mutex<(any Channel)?>(nil)

    /// Begins to listen.
    /// - Parameters:
    ///   - host: An address of this machine.
    ///   - port: 0 takes a free one.
    package init(host: String = "127.0.0.1", port: Int = 0) async throws {
        let certificate = TestCertificate.first
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: NIOSSLCertificate.fromPEMBytes(Array(certificate.certificate.utf8)).map {
                    .certificate($0)
                },
                privateKey: .privateKey(NIOSSLPrivateKey(bytes: Array(certificate.key.utf8), format: .pem))))
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [self] channel in
                state.withLock { $0.connections += 1 }
                return channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLServerHandler(context: context))
                    try pipeline.configureHTTPServerPipeline()
                    try pipeline.addHandler(StandInPushHandler { self.take($0) })
                }
            }
            .bind(host: host, port: port).get()
        listener.withLock { $0 = channel }
    }

    /// The port that it has got.
    package var port: Int { listener.withLock { $0?.localAddress?.port } ?? 0 }

    /// Where it takes messages.
    package func endpoint(_ name: String = "one") -> String { "https://localhost:\(port)/push/\(name)" }

    /// Whom clients must trust.
    package static var trust: NIOSSLTrustRoots {
        get throws {
            .certificates(try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.first.certificate.utf8)))
        }
    }

    /// What came until now.
    package var requests: [Request] { state.withLock { $0.requests } }

    /// Connections that were made until now.
    package var connections: Int { state.withLock { $0.connections } }

    /// Answers so, one after the other; the last one stays.
    package func answer(_ answers: Answer..., at name: String = "one") {
        state.withLock { $0.answers["/push/\(name)"] = answers }
    }

    /// Waits for so many requests in all.
    package func requests(_ count: Int) async throws -> [Request] {
        try await eventually("\(count) requests at the push service") { requests.count >= count }
        return requests
    }

    /// Listens no more.
    package func stop() async throws { try await listener.withLock { $0 }?.close() }

    private func take(_ request: Request) -> Answer {
        state.withLock { state in
            state.requests.append(request)
            guard var answers = state.answers[request.path], let next = answers.first else {
                return .status(201, ["Location": "https://localhost/message"])
            }
            if answers.count > 1 { answers.removeFirst() }
            state.answers[request.path] = answers
            return next
        }
    }
}

/// Reads one request after the other and answers each.
private final class StandInPushHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let take: (StandInPushService.Request) -> StandInPushService.Answer
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ take: @escaping (StandInPushService.Request) -> StandInPushService.Answer) { self.take = take }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (self.head, body) = (head, [])
        case .body(let part): body += Array(part.readableBytesView)
        case .end:
            guard let head else { return }
            switch take(StandInPushService.Request(path: head.uri, headers: head.headers, body: body)) {
            case .silence: break
            case .status(let status, var headers):
                headers.add(name: "Content-Length", value: "0")
                let answer = HTTPResponseHead(
                    version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)
                context.write(wrapOutboundOut(.head(answer)), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
