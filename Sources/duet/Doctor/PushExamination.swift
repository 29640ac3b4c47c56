import DuetServer
import IceProbe
import NIOCore
import NIOHTTP1
import NameLookup

/// Can people be reached whose page is closed? The push services are those of the browsers that people use: nothing is
/// sent to them here, and no key is needed to knock.
struct PushExamination {
    let settings: ServerSettings

    private static let subject = "push"
    /// Whose browsers have them, by RFC 8030.
    private static let services = [
        "fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com",
    ]

    func findings() async -> [Finding] {
        guard let push = settings.push else { return [] }
        guard settings.isReachedFromElsewhere else {
            return [.skipped(Self.subject, "Only this machine reaches Duet.")]
        }
        let contact =
            push.contact == nil
            ? [
                Finding.weak(
                    Self.subject,
                    "Push services are not told who you are, and Apple's takes nothing then. Set push-contact to mailto: and your address."
                )
            ] : []
        return contact + [await wayOut()]
    }

    private func wayOut() async -> Finding {
        var missed: [(host: String, fault: ProbeFault)] = []
        for host in Self.services {
            if let fault = await fault(of: host) { missed.append((host, fault)) }
        }
        guard let first = missed.first else {
            return .fine(Self.subject, "The push services of the usual browsers can be reached.")
        }
        let hosts = missed.map(\.host).joined(separator: ", ")
        return .weak(
            Self.subject,
            "\(hosts): \(first.fault.advice) People with such browsers hear of calls only while their page is open. Let this machine out to port 443, or set push to off."
        )
    }

    /// Why a push service is not reached; nil when it answers at all.
    private func fault(of host: String) async -> ProbeFault? {
        do throws(ProbeFault) {
            var faults: [ProbeFault] = []
            for address in try await HostAddresses.resolve(host, port: 443) {
                do throws(ProbeFault) {
                    _ = try await HTTPProbe(
                        isSecure: true, host: host, trust: settings.trust, patience: .seconds(5)
                    )
                    .get("/", ["Host": host], at: address)
                    return nil
                } catch {
                    faults.append(error)
                }
            }
            return .telling(faults)
        } catch {
            return error
        }
    }
}
