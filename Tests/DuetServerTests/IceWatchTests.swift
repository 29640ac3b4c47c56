import Calls
import Foundation
import IceProbe
import IceServers
import InMemoryLogging
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import DuetServer

/// What the server itself finds out about the STUN and TURN servers that browsers are told.
@Suite(.timeLimit(.minutes(2)))
struct IceWatchTests {
    @Test("that a server does not work is logged once, and that it works again once")
    func once() async throws {
        let stun = try await StandInStunServer()
        let log = InMemoryLogHandler()
        var logger = Logger(label: "test") { _ in log }
        logger.logLevel = .info
        let (clock, health) = (ManualClock(), IceHealth())
        let watch = IceWatch(
            iceServers: try IceServerList(urls: [stun.url], turnSecret: nil), areManaged: false,
            trust: .default, health: health,
            clock: clock, logger: logger)
        try await stun.stop()
        try await during(watch) {
            func round(after pause: Duration) async throws {
                await clock.advance(by: pause)
                try await eventually("the round is over") { clock.alarms == 1 }
            }
            try await eventually("the watch waits") { clock.alarms == 1 }
            try await round(after: IceWatch.delay)
            #expect(health.findings == [IceFinding(url: stun.url, fault: .portClosed)])
            try await round(after: IceWatch.intervals.ill)
            #expect(log.entries.map { "\($0.message)" } == ["A STUN or TURN server does not work"])
            #expect(log.entries.first?.metadata["code"] == "port_closed")
            #expect(log.entries.first?.metadata["url"] == "\(stun.url)")

            try await stun.start()
            try await round(after: IceWatch.intervals.ill)
            #expect(health.findings == [IceFinding(url: stun.url, fault: nil)])
            // All is well, so that the next round is not due yet.
            try await stun.stop()
            try await round(after: IceWatch.intervals.ill)
            #expect(health.findings == [IceFinding(url: stun.url, fault: nil)])
            try await round(after: IceWatch.intervals.well - IceWatch.intervals.ill)
            #expect(log.entries.map(\.level) == [.error, .notice, .error])
        }
    }

    @Test("servers of strangers are left alone, also beside others")
    func strangers() async throws {
        let stun = try await StandInStunServer()
        let (clock, health) = (ManualClock(), IceHealth())
        let watch = IceWatch(
            iceServers: try IceServerList(urls: IceServerList.publicSTUN + [stun.url], turnSecret: nil),
            areManaged: false, trust: .default, health: health, clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await during(watch) {
            try await eventually("the watch waits") { clock.alarms == 1 }
            await clock.advance(by: IceWatch.delay)
            try await eventually("the round is over") { clock.alarms == 1 && !health.findings.isEmpty }
            #expect(health.findings == [IceFinding(url: stun.url, fault: nil)])
        }
        try await stun.stop()
    }

    @Test("whoever watches the server reads how each of them is, and no names")
    func told() async throws {
        let (well, ill) = (try await StandInStunServer(), try await StandInStunServer())
        try await ill.stop()
        let urls = ["\(well.url)", "\(ill.url)", "turn:127.0.0.1:\(ill.port)?transport=tcp"]
        try await withLiveServer(ice: urls) { server in
            let browser = Browser(server: server)
            var health = ""
            try await eventually("how they are") {
                await server.clock.advance(by: IceWatch.delay)
                let answer = try await browser.request("GET", "/healthz")
                #expect(answer.status == 200, "calls do not end because of that")
                #expect(answer.headers["duet-client-address"] == "127.0.0.1")
                health = String(decoding: answer.body, as: UTF8.self)
                return health != "ok\n"
            }
            #expect(health == "ok\nstun/udp: ok\nstun/udp: port_closed\nturn/tcp: port_closed\n")
            let metrics = try await server.metrics()
            #expect(metrics.contains("duet_ice_server_up{url=\"\(well.url)\"} 1\n"))
            #expect(metrics.contains("duet_ice_server_up{url=\"\(ill.url)\"} 0\n"))
        }
        try await well.stop()
    }

    @Test(
        "the certificate of a server must come from an issuer that the settings trust",
        arguments: [true, false])
    func trust(isTrusted: Bool) async throws {
        let stun = try await StandInSecureStunServer(.first)
        let trust = try (isTrusted ? TestCertificate.first : .second).trust
        try await withLiveServer(ice: ["\(stun.url)"], change: { $0.trust = trust }) { server in
            let browser = Browser(server: server)
            var health = ""
            try await eventually("how it is") {
                await server.clock.advance(by: IceWatch.delay)
                health = String(decoding: try await browser.request("GET", "/healthz").body, as: UTF8.self)
                return health != "ok\n"
            }
            #expect(health == "ok\nstuns/tls: \(isTrusted ? "ok" : "certificate_untrusted")\n")
        }
        try await stun.stop()
    }

    /// Does something while a service runs.
    private func during(_ watch: IceWatch, _ work: () async throws -> Void) async throws {
        let group = ServiceGroup(
            services: [watch], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await work()
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}

/// Tells whoever asks their address, as a STUN server does (RFC 8489 section 7.3.1), on a port that it keeps.
private final class StandInStunServer: Sendable {
    let port: Int
    let url: IceServerURL
    private let channel: Mutex<(any Channel)?>

    init() async throws {
        let channel = try await Self.bind(port: 0)
        port = try #require(channel.localAddress?.port)
        url = try IceServerURL("stun:127.0.0.1:\(port)")
        self.channel = Mutex(channel)
    }

    func start() async throws {
        let bound = try await Self.bind(port: port)
        channel.withLock { $0 = bound }
    }

    func stop() async throws { try await channel.withLock { $0 }?.close() }

    private static func bind(port: Int) async throws -> any Channel {
        try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { $0.pipeline.addHandler(Answerer()) }
            .bind(host: "127.0.0.1", port: port).get()
    }

    private final class Answerer: ChannelInboundHandler, Sendable {
        typealias InboundIn = AddressedEnvelope<ByteBuffer>
        typealias OutboundOut = AddressedEnvelope<ByteBuffer>

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let request = unwrapInboundIn(data)
            let envelope = AddressedEnvelope(
                remoteAddress: request.remoteAddress, data: bindingAnswer(to: request.data))
            context.writeAndFlush(wrapOutboundOut(envelope), promise: nil)
        }
    }
}

/// The same over TLS, with a certificate for localhost.
private final class StandInSecureStunServer: Sendable {
    let url: IceServerURL
    private let channel: any Channel

    init(_ certificate: TestCertificate) async throws {
        let key = try NIOSSLPrivateKey(bytes: [UInt8](certificate.key.utf8), format: .pem)
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate.parsed)], privateKey: .privateKey(key)))
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLServerHandler(context: context))
                    try pipeline.addHandler(Answerer())
                }
            }
            .bind(host: "localhost", port: 0).get()
        url = try IceServerURL("stuns:localhost:\(channel.localAddress?.port ?? 0)")
    }

    func stop() async throws { try await channel.close() }

    private final class Answerer: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.writeAndFlush(wrapOutboundOut(bindingAnswer(to: unwrapInboundIn(data))), promise: nil)
        }
    }
}

/// XOR-MAPPED-ADDRESS: of some IPv4 address.
private func bindingAnswer(to request: ByteBuffer) -> ByteBuffer {
    let cookieAndTransaction = request.getBytes(at: 4, length: 16) ?? []
    var answer = ByteBuffer(bytes: [0x01, 0x01, 0, 12])
    answer.writeBytes(cookieAndTransaction)
    answer.writeBytes([0, 0x20, 0, 8, 0, 0x01, 0x12, 0x34, 0x5E, 0x12, 0xA4, 0x43])
    return answer
}
