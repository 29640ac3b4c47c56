import Foundation
import NIOCore
import NIOPosix
import SocketClient

/// The answer to one request that was written byte for byte: URLSession and `WebSocketClient` set `Host`
/// themselves.
struct RawAnswer {
    static let upgradeHeaders = [
        ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Protocol", "duet.v1"),
    ]

    /// Nothing that looks like an answer has come.
    struct NoAnswer: Error {}

    let status: Int
    /// By their names in small letters.
    let headers: [String: String]
    let body: String

    /// Sends `METHOD /path` with these headers and no others but a `Host` if there is none among them, and reads up to the body's end.
    static func to(
        _ request: String, _ headers: [(String, String)], port: Int, tls: TLSPeer? = nil
    ) async throws -> RawAnswer {
        try await to(
            request, [("Host", "127.0.0.1:\(port)")] + headers, at: .init(ipAddress: "127.0.0.1", port: port),
            tls: tls)
    }

    /// The same to any place that can be connected to. The last `Host` counts.
    static func to(
        _ request: String, _ headers: [(String, String)], body: String = "", at place: SocketAddress,
        tls: TLSPeer? = nil
    ) async throws -> RawAnswer {
        let host = headers.last { $0.0 == "Host" }.map { [$0] } ?? []
        let others = headers.filter { $0.0 != "Host" } + [("Content-Length", "\(body.utf8.count)")]
        let lines = (host + others).map { "\($0): \($1)\r\n" }.joined()
        return try await to(bytes: "\(request) HTTP/1.1\r\n\(lines)\r\n\(body)", at: place, tls: tls)
    }

    /// Sends this, and reads one answer up to its body's end.
    /// - Parameter isAll: Whether our stream ends then.
    static func to(bytes: String, isAll: Bool = false, port: Int) async throws -> RawAnswer {
        try await to(bytes: bytes, isAll: isAll, at: .init(ipAddress: "127.0.0.1", port: port))
    }

    private static func to(
        bytes: String, isAll: Bool = false, at place: SocketAddress, tls: TLSPeer? = nil
    ) async throws -> RawAnswer {
        let mailbox = WebSocketClientMailbox<ByteBuffer>()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(tls.handler()) }
                    try channel.pipeline.syncOperations.addHandler(Receiver(mailbox: mailbox))
                }
            }
            .connect(to: place).get()
        defer { channel.close(promise: nil) }
        try await channel.writeAndFlush(ByteBuffer(string: bytes))
        if isAll { try await channel.close(mode: .output) }
        var bytes = Data()
        while true {
            bytes += Data(try await mailbox.next().readableBytesView)
            if let answer = RawAnswer(bytes) { return answer }
        }
    }

    /// Reads a whole answer; nil while a part is missing.
    private init?(_ bytes: Data) {
        guard let end = bytes.firstRange(of: Data("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let body = bytes[end.upperBound...]
        var lines = head.components(separatedBy: "\r\n")
        let status = lines.removeFirst().split(separator: " ").dropFirst().first.flatMap { Int($0) }
        var headers: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] =
                line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        guard let status, body.count >= headers["content-length"].flatMap({ Int($0) }) ?? 0 else {
            return nil
        }
        self.status = status
        self.headers = headers
        self.body = String(decoding: body, as: UTF8.self)
    }

    private final class Receiver: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let mailbox: WebSocketClientMailbox<ByteBuffer>

        init(mailbox: WebSocketClientMailbox<ByteBuffer>) {
            self.mailbox = mailbox
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            mailbox.put(Self.unwrapInboundIn(data))
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed = event { mailbox.finish(throwing: NoAnswer()) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            mailbox.finish(throwing: error)
        }

        func channelInactive(context: ChannelHandlerContext) {
            mailbox.finish(throwing: NoAnswer())
        }
    }
}
