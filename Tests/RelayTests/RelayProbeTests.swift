import CallCore
import Foundation
import IceProbe
import IceServers
import NIOCore
import NIOPosix
import NIOSSL
import Relay
import TestSupport
import Testing

/// The probe against the real coturn.
@Suite(.enabled(if: TestRelay.isInstalled, "there is no turnserver"), .timeLimit(.minutes(2)))
struct RelayProbeTests {
    /// Coturn relays on loopback only when it is told to.
    private static let onLoopback = ["allow-loopback-peers"]

    @Test(
        "a relay that works is found to work, by each transport",
        arguments: ["?transport=udp", "?transport=tcp"])
    func works(query: String) async throws {
        try await TestRelay.run(Self.onLoopback) { relay in
            try await relay.probe(query)
        }
    }

    @Test("what is given back is gone")
    func release() async throws {
        try await TestRelay.run { relay in
            try await relay.withAllocation { allocation in
                let peer = try #require(StunAddress("203.0.113.7", port: 9))
                try await allocation.permit(peer)
                try await allocation.release()
                // Coturn lets go of it a second later.
                try await eventually("it is gone") { (try? await allocation.permit(peer)) == nil }
            }
        }
    }

    @Test("another secret is refused")
    func secret() async throws {
        try await TestRelay.run { relay in
            await #expect(throws: ProbeFault.credentialsRefused) {
                try await relay.probe(credentials: relay.credentials(secret: "south"))
            }
        }
    }

    @Test("a clock that goes wrong is refused like a secret")
    func clock() async throws {
        try await TestRelay.run { relay in
            await #expect(throws: ProbeFault.credentialsRefused) {
                try await relay.probe(credentials: relay.credentials(clockAhead: .seconds(-13 * 3600)))
            }
        }
    }

    @Test("a relay that has given out all it may says so")
    func quota() async throws {
        try await TestRelay.run(Self.onLoopback + ["user-quota=1"]) { relay in
            await #expect(throws: ProbeFault.quotaReached) { try await relay.probe() }
        }
    }

    @Test("a relay that does not carry to itself says so")
    func denied() async throws {
        try await TestRelay.run(["denied-peer-ip=127.0.0.1"], change: { $0.address = nil }) { relay in
            await #expect(throws: ProbeFault.peerDenied) { try await relay.probe() }
        }
    }

    @Test("TLS works with a certificate that fits, and says what is wrong with one that does not")
    func tls() async throws {
        let port = try freePort()
        let trust = try TestCertificate.first.trust
        try await TestRelay.run(Self.onLoopback, tlsPort: port) { relay in
            func probe(_ host: String, _ trust: NIOSSLTrustRoots) async throws {
                try await IceServerProbe(trust: trust, on: relay.group, patience: .seconds(60))
                    .run(IceServerURL("turns:\(host):\(port)"), relay.credentials())
            }
            try await probe("localhost", trust)
            await #expect(throws: ProbeFault.certificateName) { try await probe("127.0.0.1", trust) }
            await #expect(throws: ProbeFault.certificateUntrusted) { try await probe("localhost", .default) }
        }
    }
}

/// The probe where there is no such server.
struct ProbeFaultTests {
    private let group = MultiThreadedEventLoopGroup.singleton

    @Test(
        "nothing listens",
        arguments: ["turn:127.0.0.1:%@", "turn:127.0.0.1:%@?transport=tcp", "turns:127.0.0.1:%@"])
    func closed(format: String) async throws {
        #expect(try await fault(String(format: format, "\(try freePort())")) == .portClosed)
    }

    @Test("the name has no address")
    func name() async throws {
        #expect(try await fault("turn:relay.invalid") == .nameUnknown)
    }

    @Test("nobody answers")
    func silence() async throws {
        let mute = try await DatagramBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
        #expect(
            try await fault("turn:127.0.0.1:\(mute.localAddress?.port ?? 0)", patience: .milliseconds(700))
                == .noAnswer)
        try await mute.close()
    }

    @Test("something else answers")
    func somethingElse() async throws {
        let web = try await ServerBootstrap(group: group)
            .childChannelInitializer { $0.pipeline.addHandler(Greeting()) }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = web.localAddress?.port ?? 0
        #expect(try await fault("turn:127.0.0.1:\(port)?transport=tcp") == .nonsense)
        #expect(try await fault("turns:127.0.0.1:\(port)") == .tlsFailed)
        try await web.close()
    }

    @Test("the connection is closed at once")
    func closedAtOnce() async throws {
        let shut = try await ServerBootstrap(group: group).childChannelInitializer { $0.close() }
            .bind(host: "127.0.0.1", port: 0).get()
        #expect(try await fault("turn:127.0.0.1:\(shut.localAddress?.port ?? 0)?transport=tcp") == .closed)
        try await shut.close()
    }

    /// - Parameter patience: Reached by a failure alone, unless nobody answers.
    private func fault(_ url: String, patience: TimeAmount = .seconds(60)) async throws -> ProbeFault? {
        let probe = IceServerProbe(on: group, patience: patience)
        do {
            try await probe.run(
                IceServerURL(url), TurnCredentials(secret: "", subject: "", end: Timestamp(milliseconds: 0)))
            return nil
        } catch let fault as ProbeFault {
            return fault
        }
    }
}

/// What speaks first.
private final class Greeting: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(NIOAny(ByteBuffer(string: "SSH-2.0-OpenSSH_9.2p1 Debian\r\n")), promise: nil)
    }
}

extension TestRelay {
    fileprivate func probe(_ query: String = "?transport=udp", credentials: TurnCredentials? = nil)
        async throws
    {
        try await IceServerProbe(on: group, patience: .seconds(60)).run(
            url("turn", query), credentials ?? self.credentials())
    }
}
