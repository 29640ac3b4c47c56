import Calls
import DuetServer
import IceProbe
import IceServers
import NIOPosix

/// Do the STUN and TURN servers work that browsers are told?
struct IceExamination {
    let settings: ServerSettings
    /// nil when the relay's secret is not known yet.
    let iceServers: IceServerList?

    func findings() async -> [Finding] {
        guard let iceServers else {
            return [
                .skipped(
                    "relay", "Duet runs it, and has not done so yet. Start `duet serve`, then ask again.")
            ]
        }
        return await iceServers.urls.findings(iceServers) + [reach(iceServers)].compactMap { $0 }
    }

    /// What calls lack that people could miss.
    private func reach(_ iceServers: IceServerList) -> Finding? {
        switch iceServers.reach {
        case .oneNetwork where !settings.isReachedFromElsewhere:
            return .skipped("relay", "Only this machine reaches Duet, so that none is needed.")
        case .oneNetwork:
            return .faulty(
                "relay",
                "There is no STUN server and no relay, so that calls connect within one network only. See docs/networking.md."
            )
        case .directByPublicServers, .direct:
            return .weak(
                "relay",
                "There is none. Where two networks allow no direct connection, a call fails; set relay to managed, or name one."
            )
        case .relayed: return nil
        }
    }
}

extension [IceServerURL] {
    fileprivate func findings(_ iceServers: IceServerList) async -> [Finding] {
        let probe = IceServerProbe(on: MultiThreadedEventLoopGroup.singleton)
        var findings: [Finding] = []
        for url in self {
            let subject = url.scheme.isRelay ? "relay \(url.transport.rawValue)" : "STUN"
            do {
                try await probe.run(url, iceServers.credentials(for: "duet-doctor", at: SystemClock().now))
                findings.append(
                    .fine(
                        subject, "\(url) works\(url.scheme.isRelay ? ", and a packet came through it" : "").")
                )
            } catch {
                findings.append(.faulty(subject, "\(url): \(error.advice)"))
            }
        }
        return findings
    }
}
