import Accounts
import CallCore
import Foundation
import InMemoryLogging
import NIOCore
import NIOPosix
import NIOSSL
import SocketClient
import TestSupport
import Testing

@testable import DuetServer

/// Duet with a certificate of its own.
@Suite(.timeLimit(.minutes(2)))
struct HTTPSTests {
    @Test("the page comes over https, the policy names a secure socket, and only pages of https are ours")
    func https() async throws {
        let folder = try CertificateFolder(.first)
        try await withLiveServer(change: { $0.tls = folder.files }) { server in
            let peer = try TLSPeer()
            func ask(_ request: String, _ headers: [(String, String)] = []) async throws -> RawAnswer {
                try await RawAnswer.to(request, headers, port: server.port, tls: peer)
            }
            let page = try await ask("GET /")
            #expect(page.status == 200)
            #expect(try peer.certificate == TestCertificate.first.parsed)
            let policy = try #require(page.headers["content-security-policy"])
            #expect(policy.contains("connect-src 'self' wss://127.0.0.1:\(server.port);"))
            #expect(page.headers["strict-transport-security"] == nil)

            try await server.accounts.createAccount(
                username: "alice", name: "Alice", password: "alice's password")
            let signIn = try await server.accounts.signIn(
                username: "alice", password: "alice's password", browser: nil)
            let cookie = ("Cookie", "duet_session=\(signIn.token.text)")
            for (origin, status) in [("https", 101), ("http", 403)] {
                let headers =
                    RawAnswer.upgradeHeaders + [
                        cookie, ("Origin", "\(origin)://127.0.0.1:\(server.port)"),
                    ]
                #expect(try await ask("GET /signaling", headers).status == status)
            }
            let made = try await ask("POST /api/invitations", [cookie])
            #expect(made.body.contains("https://127.0.0.1:\(server.port)/invite/"))
        }
    }

    @Test("TLS 1.2 and 1.3 are spoken, and nothing older", arguments: [TLSVersion.tlsv11, .tlsv12, .tlsv13])
    func versions(version: TLSVersion) async throws {
        let folder = try CertificateFolder(.first)
        try await withLiveServer(change: { $0.tls = folder.files }) { server in
            let peer = try TLSPeer(maximumVersion: version)
            if version == .tlsv11 {
                await #expect(throws: (any Error).self) {
                    try await RawAnswer.to("GET /healthz", [], port: server.port, tls: peer)
                }
            } else {
                #expect(
                    try await RawAnswer.to("GET /healthz", [], port: server.port, tls: peer).status == 200)
            }
        }
    }

    @Test("whoever speaks plain HTTP is told to speak https, and what is neither ends")
    func plain() async throws {
        let folder = try CertificateFolder(.first)
        try await withLiveServer(change: { $0.tls = folder.files }) { server in
            let answer = try await RawAnswer.to("GET /", [], port: server.port)
            #expect(answer.status == 400 && answer.body.contains("https://"))
            // The first byte of a handshake, and nothing that makes sense behind it.
            await #expect(throws: (any Error).self) {
                try await RawAnswer.to(
                    bytes: "\u{16}" + String(repeating: "x", count: 200), port: server.port)
            }
            let peer = try TLSPeer()
            #expect(try await RawAnswer.to("GET /healthz", [], port: server.port, tls: peer).status == 200)
        }
    }

    @Test("who goes without a word of TLS in the middle of a request is no error")
    func raggedEnd() async throws {
        let folder = try CertificateFolder(.first)
        let log = InMemoryLogHandler()
        try await withLiveServer(log: log, change: { $0.tls = folder.files }) { server in
            let line = try await TLSLine(port: server.port, peer: TLSPeer())
            #expect(try await line.ask("GET /healthz").hasPrefix("HTTP/1.1 200"))
            try await line.tear()
            let peer = try TLSPeer()
            #expect(try await RawAnswer.to("GET /healthz", [], port: server.port, tls: peer).status == 200)
        }
        let failures = log.entries.filter { "\($0.message)".contains("rror") || $0.metadata["error"] != nil }
        #expect(failures.isEmpty, "\(failures)")
    }

    @Test("a renewed certificate is for new connections, and one that is there goes on with the old one")
    func renewal() async throws {
        let folder = try CertificateFolder(.first)
        let log = InMemoryLogHandler()
        try await withLiveServer(log: log, change: { $0.tls = folder.files }) { server in
            let (old, new) = (try TLSPeer(), try TLSPeer())
            let line = try await TLSLine(port: server.port, peer: old)
            #expect(try await line.ask("GET /healthz").hasPrefix("HTTP/1.1 200"))

            // Half a renewal: told, and nothing changes.
            try folder.write(certificate: TestCertificate.second.certificate)
            try await eventually("the half is told") {
                await server.clock.advance(by: CertificateWatch.interval)
                return log.entries.contains {
                    "\($0.message)".contains("cannot be used; the certificate before stays")
                }
            }
            #expect(try await RawAnswer.to("GET /healthz", [], port: server.port, tls: new).status == 200)
            #expect(try new.certificate == TestCertificate.first.parsed)

            try folder.write(key: TestCertificate.second.key)
            try await eventually("the renewal is told") {
                await server.clock.advance(by: CertificateWatch.interval)
                return log.entries.contains { "\($0.message)" == "Another certificate is in use" }
            }
            #expect(try await RawAnswer.to("GET /healthz", [], port: server.port, tls: new).status == 200)
            #expect(try new.certificate == TestCertificate.second.parsed)
            #expect(try await line.ask("GET /healthz").hasPrefix("HTTP/1.1 200"))
            #expect(try old.certificate == TestCertificate.first.parsed)
            line.close()
        }
    }

    @Test("plain HTTP on the other port is answered with the way to https, which no request can choose")
    func redirect() async throws {
        let folder = try CertificateFolder(.first)
        let change: (inout ServerSettings) -> Void = {
            $0.tls = folder.files
            $0.httpRedirect = ListenAddress(host: "127.0.0.1", port: 0)
        }
        try await withLiveServer(publicURL: "https://talk.example.org", change: change) { server in
            for host in ["talk.example.org", "evil.example"] {
                let answer = try await RawAnswer.to("POST /a?b", [("Host", host)], port: server.redirectPort)
                #expect(answer.status == 308)
                #expect(answer.headers["location"] == "https://talk.example.org/a?b")
            }
        }
        try await withLiveServer(change: change) { server in
            let refused = try await RawAnswer.to(
                "GET /", [("Host", "evil.example")], port: server.redirectPort)
            #expect(refused.status == 421 && refused.headers["location"] == nil)
        }
    }

    @Test(
        "the way to https",
        arguments: [
            ("https://talk.example.org", "evil.example", "/a?b", "https://talk.example.org/a?b"),
            ("https://talk.example.org", nil, "//evil.example/", "https://talk.example.org//evil.example/"),
            ("https://talk.example.org", nil, "http://evil.example/", "https://talk.example.org/"),
            ("https://talk.example.org", nil, "@evil.example", "https://talk.example.org/"),
            ("https://example.org:8443/talk", nil, "/talk/setup/x", "https://example.org:8443/talk/setup/x"),
            ("https://example.org/talk", nil, "/", "https://example.org/talk/"),
            ("https://example.org/talk", nil, "/talked", "https://example.org/talk/"),
            (nil, "192.0.2.1:80", "/a", "https://192.0.2.1:8443/a"),
            (nil, "[2001:db8::1]", "/", "https://[2001:db8::1]:8443/"),
            (nil, nil, "/", nil), (nil, "a@b", "/", nil),
        ] as [(String?, String?, String, String?)])
    func way(publicURL: String?, authority: String?, target: String, url: String?) throws {
        let site = Site(publicURL: try publicURL.map { try #require(PublicURL($0)) }, speaksTLS: true)
        let way = WayToHTTPS(site: site, port: 8443)
        #expect(way.url(authority: authority, target: target) == url)
    }
}

/// One connection over TLS that stays.
private struct TLSLine {
    private let channel: any Channel
    private let answers: WebSocketClientMailbox<ByteBuffer>

    init(port: Int, peer: TLSPeer) async throws {
        let answers = WebSocketClientMailbox<ByteBuffer>()
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(peer.handler(), Answers(mailbox: answers))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        self.answers = answers
    }

    /// The first part of the answer.
    func ask(_ request: String) async throws -> String {
        try await channel.writeAndFlush(ByteBuffer(string: "\(request) HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        var text = ""
        while !text.hasSuffix("ok\n") { text += String(buffer: try await answers.next()) }
        return text
    }

    func close() { channel.close(promise: nil) }

    /// Ends the connection below TLS, so that it cannot say goodbye.
    func tear() async throws {
        try await channel.pipeline.context(handlerType: NIOSSLClientHandler.self)
            .flatMap { context in
                let ended = context.eventLoop.makePromise(of: Void.self)
                context.close(promise: ended)
                return ended.futureResult
            }.get()
    }

    private final class Answers: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let mailbox: WebSocketClientMailbox<ByteBuffer>

        init(mailbox: WebSocketClientMailbox<ByteBuffer>) { self.mailbox = mailbox }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            mailbox.put(Self.unwrapInboundIn(data))
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { mailbox.finish(throwing: error) }
    }
}
