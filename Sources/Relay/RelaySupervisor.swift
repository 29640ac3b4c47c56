import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Subprocess
import Synchronization
import TLSFiles

/// Runs coturn as a child for as long as the server runs: starts it again when it ends, and makes it read a certificate
/// that was renewed. Whatever becomes of the server, the child ends with it.
package final class RelaySupervisor: Service {
    private let settings: RelaySettings
    private let secret: String
    private let folder: RelayFolder
    /// How it is.
    package let health = RelayHealth()
    private let certificateInterval: Duration
    private let isToldToRead = Atomic(false)
    private let logger: Logger

    /// The program.
    package static let executable = "turnserver"
    /// Starts another program that the kernel ends when the one that started it is gone, however that came about
    /// (`PR_SET_PDEATHSIG`, prctl(2)). Every Linux has it (util-linux).
    private static let guardian = "setpriv"

    /// How long until it is started again: at first, and at most. Doubled each time until it has run for a while.
    private static let pauses = (first: Duration.seconds(1), longest: Duration.seconds(60))

    /// - Parameter certificateInterval: How often the certificate is looked at.
    package init(
        _ settings: RelaySettings, secret: String, folder: RelayFolder,
        certificateInterval: Duration = .seconds(5), logger: Logger
    ) {
        self.settings = settings
        self.secret = secret
        self.folder = folder
        self.certificateInterval = certificateInterval
        self.logger = logger
    }

    /// Can it be run here?
    package static func isInstalled() async -> Bool {
        for name in [executable, guardian] {
            guard (try? await Executable.name(name).resolveExecutablePath(in: .inherit)) != nil else {
                return false
            }
        }
        return true
    }

    /// Does it speak TLS?
    package var hasCertificate: Bool { settings.tls != nil }

    /// Has coturn read its certificate again, whether it has changed or not, at the next look: the signal for that would
    /// end one that has just started.
    package func readCertificate() { isToldToRead.store(true, ordering: .relaxed) }

    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            var pause = Self.pauses.first
            while !Task.isCancelled {
                let start = ContinuousClock.now
                let reason = await runOnce()
                if Task.isCancelled { return }
                health.tell(.down(reason))
                if start.duration(to: .now) > Self.pauses.longest { pause = Self.pauses.first }
                logger.error(
                    "The relay does not run", metadata: ["error": "\(reason)", "next_try": "\(pause)"])
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, Self.pauses.longest)
            }
        }
    }

    /// - Returns: Why it has ended.
    private func runOnce() async -> String {
        do {
            try checkCertificate()
            try await claimPorts()
            let settings = try await settings.placed()
            try folder.write(CoturnConfiguration(settings, secret: secret, folder: folder.path))
            return try await runChild()
        } catch let error as RelayAddressError {
            return error.description
        } catch let error as RelayUnstartable {
            return error.description
        } catch let error as TLSFault {
            return error.description
        } catch let error as CocoaError {
            return "The folder \(folder.path) cannot be written: \(error.localizedDescription)"
        } catch {
            return "\(error)"
        }
    }

    private func runChild() async throws -> String {
        var options = PlatformOptions()
        // A terminal's Ctrl-C is for Duet, which takes its child along when its calls have been told.
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
        let result = try await Subprocess.run(
            .name(Self.guardian),
            arguments: ["--pdeathsig", "TERM", Self.executable, "-c", folder.configurationPath],
            platformOptions: options, input: .none, output: .sequence, error: .discarded
        ) { child in
            health.tell(.running)
            logger.notice("The relay runs", metadata: ["pid": "\(child.processIdentifier.value)"])
            try await withThrowingTaskGroup { group in
                // What it says is heard for its end alone: it names the addresses of people.
                group.addTask { for try await _ in child.standardOutput {} }
                group.addTask { [self] in
                    try await watchCertificate { try child.send(signal: .userDefinedTwo) }
                }
                try await group.next()
                group.cancelAll()
            }
        }
        return
            "\(Self.executable) has ended (\(result.terminationStatus)). To see what it says: \(Self.executable) -c \(folder.configurationPath)"
    }

    /// Makes coturn read its certificate again: it does so on SIGUSR2. Of one that it cannot use it would say nothing to us,
    /// so it is told of none.
    private func watchCertificate(_ reload: () throws -> Void) async throws {
        var watch = settings.tls.map { TLSFilesWatch($0.files) }
        while true {
            try await Task.sleep(for: certificateInterval)
            let hasChanged = watch?.look() == true
            guard isToldToRead.exchange(false, ordering: .relaxed) || hasChanged else { continue }
            do throws(TLSFault) {
                try checkCertificate()
            } catch {
                logger.error(
                    "The relay's certificate cannot be used; the relay keeps the one before",
                    metadata: ["error": "\(error)"])
                continue
            }
            try reload()
            logger.notice("The relay's certificate was read again")
        }
    }

    /// Without one that can be used coturn would run, but speak no TLS.
    private func checkCertificate() throws(TLSFault) {
        guard let tls = settings.tls else { return }
        _ = try TLSMaterial(tls.files)
    }

    /// Two relays could listen on one port side by side, and each would get half of the packets.
    private func claimPorts() async throws(RelayUnstartable) {
        let group = MultiThreadedEventLoopGroup.singleton
        for port in [settings.port] + (settings.tls.map { [$0.port] } ?? []) {
            do {
                try await ServerBootstrap(group: group)
                    .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                    .bind(host: "0.0.0.0", port: port).get().close().get()
                guard port == settings.port else { continue }
                try await DatagramBootstrap(group: group).bind(host: "0.0.0.0", port: port).get().close()
                    .get()
            } catch {
                throw RelayUnstartable(port: port, error)
            }
        }
    }
}

/// Why a relay cannot be started now.
private struct RelayUnstartable: Error, CustomStringConvertible {
    let description: String

    init(port: Int, _ error: any Error) {
        description =
            switch (error as? IOError)?.errnoCode {
            case EADDRINUSE:
                "Port \(port) is taken by another program, perhaps by Debian's own coturn service (systemctl disable --now coturn)."
            case EACCES:
                "This user may not listen on port \(port). Choose one above 1023, or give the service CAP_NET_BIND_SERVICE."
            default: "Port \(port): \(error)"
            }
    }
}
