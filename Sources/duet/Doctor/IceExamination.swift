import Calls
import DuetServer
import IceProbe
import IceServers
import NIOCore
import NIOPosix
import NameLookup
import Relay

/// Do the STUN and TURN servers work that browsers are told?
struct IceExamination {
    let settings: ServerSettings
    /// nil when the relay's secret is not known yet.
    let iceServers: IceServerList?

    func findings() async -> [Finding] {
        var findings = await managedRelay()
        guard let iceServers else {
            findings.append(
                .skipped(
                    "relay",
                    "Duet runs it, and its secret is not there yet, or not for this user to read. Start `duet serve`, then ask again."
                ))
            return findings
        }
        for url in iceServers.urls { findings += await examine(url, iceServers) }
        return findings + reach(iceServers)
    }

    /// What keeps Duet from running its relay.
    private func managedRelay() async -> [Finding] {
        guard let relay = settings.managedRelay else { return [] }
        guard await RelaySupervisor.isInstalled() else {
            return [
                .faulty(
                    "relay",
                    "coturn is not installed here. Install it, for Duet runs it, or choose another relay.")
            ]
        }
        do {
            _ = try await relay.placed()
            return []
        } catch {
            return [.faulty("relay", "\(error)")]
        }
    }

    /// At each address that the name stands for.
    private func examine(_ url: IceServerURL, _ iceServers: IceServerList) async -> [Finding] {
        let subject = url.scheme.isRelay ? "relay \(url.transport.rawValue)" : "STUN"
        let probe = IceServerProbe(trust: settings.trust, on: MultiThreadedEventLoopGroup.singleton)
        do throws(ProbeFault) {
            let addresses = try await HostAddresses.resolve(url.host, port: url.port)
            var faults: [(address: SocketAddress, fault: ProbeFault)] = []
            for address in addresses {
                do throws(ProbeFault) {
                    try await probe.run(
                        url, at: address, iceServers.credentials(for: "duet-doctor", at: SystemClock().now))
                } catch {
                    faults.append((address, error))
                }
            }
            guard faults.count < addresses.count else {
                throw .telling(faults.map(\.fault)) ?? .nameUnknown
            }
            let sound = url.scheme.isRelay ? ", and a packet came through it" : ""
            return [.fine(subject, "\(url) works\(sound).")]
                + faults.map { .otherAddress(subject, url.host, $0.address, $0.fault, advice($0.fault)) }
        } catch {
            return [.faulty(subject, "\(url): \(advice(error))")]
        }
    }

    private func advice(_ fault: ProbeFault) -> String {
        fault.advice(isManaged: settings.managedRelay != nil)
    }

    /// What calls lack that people could miss.
    private func reach(_ iceServers: IceServerList) -> [Finding] {
        switch iceServers.reach {
        case .oneNetwork where !settings.isReachedFromElsewhere:
            [.skipped("relay", "Only this machine reaches Duet, so that none is needed.")]
        case .oneNetwork:
            [
                .faulty(
                    "relay",
                    "There is no STUN server and no relay, so that calls connect within one network only. Set relay to managed, or name servers with ice; see docs/networking.md."
                )
            ]
        case .directByPublicServers, .direct:
            [
                .weak(
                    "relay",
                    "There is none. Where two networks allow no direct connection, a call fails. Set relay to managed, or name one with ice; see docs/networking.md."
                )
            ]
        case .relayed: []
        }
    }
}
