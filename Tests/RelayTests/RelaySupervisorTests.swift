import CallCore
import Foundation
import IceProbe
import IceServers
import InMemoryLogging
import Logging
import NIOCore
import NIOPosix
import Relay
import ServiceLifecycle
import Subprocess
import TLSFiles
import TestSupport
import Testing

/// The supervisor with the real coturn.
@Suite(.enabled(if: TestRelay.isInstalled, "there is no turnserver"), .timeLimit(.minutes(2)))
struct RelaySupervisorTests {
    @Test("it is started, started again when it dies, and ends with the server")
    func life() async throws {
        let port = try freePort()
        try await withSupervisor(port: port) { settings, health, group in
            try await eventually("it runs") { health.startCount == 1 }
            try await eventually("it answers") { await settings.answers }
            try await Self.kill(port)
            try await eventually("it runs again") { health.startCount == 2 }
            try await eventually("it answers again") { await settings.answers }
            await group.triggerGracefulShutdown()
        }
        // It is gone with the group: its port is free.
        for transport in Transport.allCases { try await transport.bind(port).close() }
    }

    @Test(
        "a port that is taken, by TCP or by UDP alone, is said, and taken when it is free",
        arguments: Transport.allCases)
    func portTaken(transport: Transport) async throws {
        let port = try freePort()
        let other = try await transport.bind(port)
        try await withSupervisor(port: port) { settings, health, group in
            try await eventually("it is down") {
                guard case .down(let reason) = health.condition else { return false }
                return reason.hasPrefix("Port \(port) is taken by another program")
            }
            try await other.close()
            try await eventually("it answers") { await settings.answers }
            await group.triggerGracefulShutdown()
        }
    }

    @Test("a certificate that cannot be read is said")
    func unreadable() async throws {
        let port = try freePort()
        try await withSupervisor(change: {
            $0.tls = .init(port: port, files: TLSFiles(certificate: "/nowhere", key: "/nowhere"))
        }) {
            _, health, group in
            try await eventually("it is down") {
                health.condition == .down("\(TLSFault.missing(path: "/nowhere"))")
            }
            await group.triggerGracefulShutdown()
        }
    }

    @Test("a certificate that was renewed is served without another start")
    func renewal() async throws {
        let certificate = try CertificateFolder(.first)
        let port = try freePort()
        try await withSupervisor(change: { $0.tls = .init(port: port, files: certificate.files) }) {
            _, health, group in
            try await eventually("the first is served") { await Self.isServed(.first, port: port) }
            try certificate.write(.second)
            try await eventually("the new one is served") { await Self.isServed(.second, port: port) }
            #expect(health.startCount == 1)
            await group.triggerGracefulShutdown()
        }
    }

    @Test(
        "a renewed certificate that cannot be used is said once, and the one before is served until there is a good one"
    )
    func uselessRenewal() async throws {
        let certificate = try CertificateFolder(.first)
        let port = try freePort()
        let log = InMemoryLogHandler()
        func said(_ start: String) -> Int { log.entries.count { "\($0.message)".hasPrefix(start) } }
        try await withSupervisor(
            log: log, change: { $0.tls = .init(port: port, files: certificate.files) }
        ) { _, health, group in
            try await eventually("the first is served") { await Self.isServed(.first, port: port) }
            try certificate.write(key: TestCertificate.second.key)
            try await eventually("it is said") { said("The relay's certificate cannot be used") == 1 }
            try await eventually("the first one still is") { await Self.isServed(.first, port: port) }
            #expect(said("The relay's certificate was read again") == 0)
            try certificate.write(certificate: TestCertificate.second.certificate)
            try await eventually("the good one is served") { await Self.isServed(.second, port: port) }
            #expect(said("The relay's certificate cannot be used") == 1)
            #expect(said("The relay's certificate was read again") == 1)
            await group.triggerGracefulShutdown()
        }
    }

    private static func isServed(_ issued: TestCertificate, port: Int) async -> Bool {
        let probe = try? IceServerProbe(
            trust: issued.trust, on: MultiThreadedEventLoopGroup.singleton, patience: .seconds(2))
        guard let url = try? IceServerURL("stuns:localhost:\(port)") else { return false }
        return (try? await probe?.run(url, nil)) != nil
    }

    /// What another program can hold a port by.
    enum Transport: CaseIterable {
        case tcp
        case udp

        func bind(_ port: Int) async throws -> any Channel {
            let group = MultiThreadedEventLoopGroup.singleton
            switch self {
            case .tcp: return try await ServerBootstrap(group: group).bind(host: "0.0.0.0", port: port).get()
            case .udp:
                return try await DatagramBootstrap(group: group).bind(host: "0.0.0.0", port: port).get()
            }
        }
    }

    private func withSupervisor(
        port: Int? = nil, log: (any LogHandler)? = nil, change: (inout RelaySettings) -> Void = { _ in },
        _ work: (RelaySettings, RelayHealth, ServiceGroup) async throws -> Void
    ) async throws {
        let folder = URL.temporaryDirectory.appending(path: "duet-relay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var settings = RelaySettings(host: "127.0.0.1")
        settings.port = try port ?? freePort()
        change(&settings)
        let relayFolder = RelayFolder(
            databasePath: folder.appending(path: "duet.sqlite").path(percentEncoded: false))
        let logger = Logger(label: "test") { _ in log ?? SwiftLogNoOpLogHandler() }
        let supervisor = RelaySupervisor(
            settings, secret: try relayFolder.makeSecret(), folder: relayFolder,
            certificateInterval: .milliseconds(100), logger: logger)
        let group = ServiceGroup(services: [supervisor], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await work(settings, supervisor.health, group)
            try await tasks.next()
        }
    }

    /// Ends the coturn that listens on a port.
    private static func kill(_ port: Int) async throws {
        let found = try await Subprocess.run(
            .name("pgrep"), arguments: ["-f", "turnserver -c .*duet-relay-.*"], output: .string(limit: 4096))
        for number in found.standardOutput.split(separator: "\n") {
            guard let id = pid_t(number),
                let file = try? String(contentsOfFile: "/proc/\(id)/cmdline", encoding: .utf8)
                    .split(separator: "\0").last,
                try String(contentsOfFile: String(file), encoding: .utf8).contains("listening-port=\(port)\n")
            else { continue }
            _ = Foundation.kill(id, SIGKILL)
        }
    }
}

extension RelaySettings {
    /// Does something answer where browsers ask?
    fileprivate var answers: Bool {
        get async {
            let probe = IceServerProbe(
                on: MultiThreadedEventLoopGroup.singleton, patience: .milliseconds(500))
            guard let url = try? urls().first else { return false }
            return (try? await probe.run(url, nil)) != nil
        }
    }
}
