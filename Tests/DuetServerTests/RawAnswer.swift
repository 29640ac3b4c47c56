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
    let body: String

    /// Sends `METHOD /path` with these headers and no others, and reads up to the body's end.
    static func to(_ request: String, _ headers: [(String, String)], port: Int) async throws -> RawAnswer {
        let mailbox = WebSocketClientMailbox<ByteBuffer>()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Receiver(mailbox: mailbox))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        defer { channel.close(promise: nil) }
        let lines = (headers + [("Content-Length", "0")]).map { "\($0): \($1)\r\n" }.joined()
        try await channel.writeAndFlush(ByteBuffer(string: "\(request) HTTP/1.1\r\n\(lines)\r\n"))
        var text = ""
        while true {
            text += String(buffer: try await mailbox.next())
            if let answer = RawAnswer(text) { return answer }
        }
    }

    /// Reads a whole answer; nil while a part is missing.
    private init?(_ text: String) {
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let length = lines.lazy.map { $0.lowercased() }.first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces)) }
        let body = text[end.upperBound...]
        guard let status = lines[0].split(separator: " ").dropFirst().first.flatMap({ Int($0) }),
            body.utf8.count >= length ?? 0
        else { return nil }
        self.status = status
        self.body = String(body)
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

        func channelInactive(context: ChannelHandlerContext) {
            mailbox.finish(throwing: NoAnswer())
        }
    }
}
