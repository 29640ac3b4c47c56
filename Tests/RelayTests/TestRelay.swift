import CallCore
import Foundation
import IceProbe
import IceServers
import NIOCore
import NIOPosix
import Relay
import Subprocess
import TestSupport
import Testing

/// A real coturn on loopback, configured by Duet, for the time of a test.
struct TestRelay {
    static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/turnserver")
    static let secret = "north"

    let port: Int

    /// - Parameter more: Lines that Duet does not write: a relay on loopback is not what coturn is meant for.
    static func run(
        _ more: [String] = [], tlsPort: Int? = nil, change: (inout RelaySettings) -> Void = { _ in },
        _ work: (TestRelay) async throws -> Void
    ) async throws {
        let folder = URL.temporaryDirectory.appending(path: "duet-relay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let port = try freePort()
        var settings = RelaySettings(host: "talk.example.org")
        settings.port = port
        settings.address = "127.0.0.1"
        let certificate = try CertificateFolder(.first)
        if let tlsPort { settings.tls = RelaySettings.TLS(port: tlsPort, files: certificate.files) }
        change(&settings)
        let configuration = CoturnConfiguration(
            settings, secret: secret, folder: folder.path(percentEncoded: false))
        let file = folder.appending(path: "turnserver.conf")
        try (configuration.text + more.map { $0 + "\n" }.joined()).write(
            to: file, atomically: true, encoding: .utf8)
        let relay = TestRelay(port: port)
        _ = try await Subprocess.run(
            .name("turnserver"), arguments: ["-c", file.path(percentEncoded: false)], input: .none,
            output: .discarded, error: .discarded
        ) { child in
            defer { try? child.send(signal: .kill) }
            // The probe's own patience is long enough for a start, but the port refuses at first.
            try await eventually("the relay answers") {
                (try? await IceServerProbe(on: relay.group).run(relay.url("stun"), nil)) != nil
            }
            try await work(relay)
        }
        withExtendedLifetime(certificate) {}
    }

    var group: any EventLoopGroup { MultiThreadedEventLoopGroup.singleton }

    func url(_ scheme: String, _ query: String = "") throws -> IceServerURL {
        try IceServerURL("\(scheme):127.0.0.1:\(port)\(query)")
    }

    /// Good for an hour from now.
    func credentials(secret: String = secret, clockAhead: Duration = .zero) -> TurnCredentials {
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        return TurnCredentials(
            secret: secret, subject: "alice", end: now.advanced(by: .seconds(3600) + clockAhead))
    }

    /// An allocation for the time of some work.
    func withAllocation(
        _ family: StunAddress.Family? = nil, _ work: (TurnAllocation) async throws -> Void
    ) async throws {
        let connection = try await StunConnection.open(
            url("turn"), at: SocketAddress(ipAddress: "127.0.0.1", port: port), on: group,
            until: .now() + .seconds(60))
        let allocation = try await TurnAllocation(over: connection, credentials(), family: family)
        try await work(allocation)
        await connection.close()
    }
}
