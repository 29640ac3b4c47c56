import CallCore
import Calls
import IceProbe
import IceServers
import Logging
import NIOPosix
import NIOSSL
import ServiceLifecycle

/// Finds out whether the STUN and TURN servers work that browsers are told, before two people do: uses them as a
/// browser does, with credentials of its own. Servers of strangers are left alone.
struct IceWatch: Service {
    /// The time between two rounds: when all is well, and when it is not.
    static let intervals = (well: Duration.seconds(600), ill: Duration.seconds(10))
    /// Until the first: a relay that Duet runs needs a moment to start.
    static let delay: Duration = .seconds(3)
    /// Whose the credentials are. No person has such an id.
    static let subject = "duet"

    let iceServers: IceServerList
    /// Does Duet run them?
    let areManaged: Bool
    /// Whom certificates must come from.
    let trust: NIOSSLTrustRoots
    let health: IceHealth
    let clock: any WallClock
    let logger: Logger

    func run() async throws {
        guard !urls.isEmpty else {
            try await gracefulShutdown()
            return
        }
        let probe = IceServerProbe(trust: trust, on: MultiThreadedEventLoopGroup.singleton)
        await rounds(by: clock, after: Self.delay) {
            let findings = await look(probe)
            if !Task.isCancelled { tell(findings) }
            return findings.allSatisfy { $0.fault == nil } ? Self.intervals.well : Self.intervals.ill
        }
    }

    private var urls: [IceServerURL] { iceServers.urls.filter { !IceServerList.publicSTUN.contains($0) } }

    private func look(_ probe: IceServerProbe) async -> [IceFinding] {
        var findings: [IceFinding] = []
        for url in urls where !Task.isCancelled {
            let credentials =
                url.scheme.isRelay ? iceServers.credentials(for: Self.subject, at: clock.now) : nil
            do {
                try await probe.run(url, credentials)
                findings.append(IceFinding(url: url, fault: nil))
            } catch {
                findings.append(IceFinding(url: url, fault: error))
            }
        }
        return findings
    }

    /// What is so for long is logged once.
    private func tell(_ findings: [IceFinding]) {
        let before = Set(health.tell(findings))
        for finding in findings where !before.contains(finding) {
            if let fault = finding.fault {
                logger.error(
                    "A STUN or TURN server does not work",
                    metadata: [
                        "url": "\(finding.url)", "code": "\(fault.code)",
                        "error": "\(fault.advice(isManaged: areManaged))",
                    ])
            } else {
                logger.notice("A STUN or TURN server works", metadata: ["url": "\(finding.url)"])
            }
        }
    }
}
