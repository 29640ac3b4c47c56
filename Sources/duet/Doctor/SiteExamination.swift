import DuetServer
import Foundation
import IceProbe
import NIOCore
import NIOHTTP1
import NIOSSL
import NameLookup
import Networks
import Signaling

/// Do people reach Duet, its page and its live connection, where they are told to?
struct SiteExamination {
    let settings: ServerSettings

    private static let subject = "public address"
    /// An address that nobody has (RFC 5737), for the header in which anybody can claim anything.
    private static let claimed = "192.0.2.77"
    /// A certificate is renewed a month before its end; what is left after that is a warning.
    private static let shortTime: TimeInterval = 14 * 24 * 3600

    func findings() async -> [Finding] {
        guard let url = settings.publicURL else {
            return [
                settings.opensMicrophones
                    ? .skipped(
                        Self.subject,
                        "There is no public-url: only this machine reaches Duet, or others by its IP addresses."
                    )
                    : microphone
            ]
        }
        let microphone = settings.opensMicrophones ? [] : [microphone]
        do {
            var visits: [Visit] = []
            for address in try await HostAddresses.resolve(url.host, port: url.port) {
                visits.append(await visit(url, at: address))
            }
            return microphone + (await findings(url, visits))
        } catch {
            return microphone + [.faulty(Self.subject, "\(url): \(error.advice)")]
        }
    }

    private var microphone: Finding {
        .faulty(
            "microphone",
            "Browsers open it on https and on localhost only. Set tls-certificate and tls-key, or put Duet behind a proxy that has a certificate; and set public-url to the https address."
        )
    }

    /// What came of going to one of the addresses that the name stands for.
    private struct Visit {
        let address: SocketAddress
        /// How it is there.
        let finding: Finding
        /// What is wrong there, if anything is.
        let complaint: String
        /// What answered there; nil when nothing did.
        let answer: HTTPAnswer?
        /// Why nothing answered.
        let fault: ProbeFault?

        var isGood: Bool { finding.level == .fine }
    }

    private func visit(_ url: PublicURL, at address: SocketAddress) async -> Visit {
        do {
            let answer = try await probe(url).get(
                "\(url.basePath)/healthz", ["Host": url.hostAndPort, "X-Forwarded-For": Self.claimed],
                at: address)
            let finding = reached(url, answer)
            return Visit(
                address: address, finding: finding, complaint: finding.sentence, answer: answer, fault: nil)
        } catch {
            let complaint = await sentence(error, url, at: address)
            return Visit(
                address: address, finding: .faulty(Self.subject, "\(url): \(complaint)"),
                complaint: complaint, answer: nil, fault: error)
        }
    }

    private func findings(_ url: PublicURL, _ visits: [Visit]) async -> [Finding] {
        // One to which this machine has no way says the least.
        guard
            let best = visits.first(where: \.isGood) ?? visits.first(where: { $0.fault != .noWay })
                ?? visits.first
        else { return [] }
        var findings = [best.finding]
        if let end = best.answer?.certificateEnd { findings.append(certificate(end)) }
        guard best.isGood, let answer = best.answer else { return findings }
        findings += visits.filter { !$0.isGood }.map { visit in
            .otherAddress(Self.subject, url.host, visit.address, visit.fault, visit.complaint)
        }
        findings.append(proxy(answer))
        if let finding = await page(url, at: best.address) {
            // Where the page does not get through, there is nothing to be learnt from the rest.
            return findings + [finding]
        }
        return findings + [await webSocket(url, at: best.address)]
    }

    private func probe(_ url: PublicURL) -> HTTPProbe {
        HTTPProbe(isSecure: url.isSecure, host: url.host.withoutBrackets, trust: settings.trust)
    }

    private func reached(_ url: PublicURL, _ answer: HTTPAnswer) -> Finding {
        if answer.isDuet { return .fine(Self.subject, "\(url) leads to Duet.") }
        switch answer.status {
        case 301, 302, 303, 307, 308:
            let place = answer.headers.first(name: "Location") ?? "elsewhere"
            return .faulty(
                Self.subject,
                "\(url) leads on to \(place). Set public-url to where people end up, or let that path through."
            )
        case 421:
            return .faulty(
                Self.subject,
                "What answers at \(url) refuses the name \(url.host). If it is Duet, it was started without this public-url: restart it with these settings."
            )
        case 502, 503, 504:
            return .faulty(
                Self.subject,
                "The proxy at \(url) does not reach Duet (\(answer.status)). Look at the address that it passes on to, and whether Duet runs."
            )
        default:
            return .faulty(
                Self.subject,
                "What answers at \(url) is not Duet (\(answer.status)). Look at the proxy's path and at the DNS name."
            )
        }
    }

    private func certificate(_ end: Date) -> Finding {
        let left = end.timeIntervalSinceNow
        return left < Self.shortTime
            ? .weak(
                "certificate", "It ends on \(end.day), in \(Int(left / 86_400)) days. Is its renewal set up?")
            : .fine("certificate", "It fits the name, is trusted here, and is good until \(end.day).")
    }

    /// As whom Duet sees us, who claim to be somebody else.
    private func proxy(_ answer: HTTPAnswer) -> Finding {
        let subject = "proxy headers"
        guard let seen = answer.clientAddress, let here = answer.localAddress else {
            return .skipped(subject, "The server does not tell as whom it sees us.")
        }
        // What comes from there is believed, whatever the proxy does with it.
        if settings.isProxy(here) {
            return .skipped(
                subject,
                "From \(here), which Duet believes like a proxy, they do not show. Let \(settings.publicURL?.host ?? "the name") stand for the public address on this machine, too (/etc/hosts)."
            )
        }
        if seen == Self.claimed {
            return .faulty(
                subject,
                "The proxy passes on an X-Forwarded-For that anybody can make up. It must set it itself, or add to it; see docs/deploy."
            )
        }
        return settings.isProxy(seen)
            ? .weak(
                subject,
                "Duet takes everybody for \(seen), so that all share one limit for signing in. The proxy must send X-Forwarded-For; see docs/deploy."
            ) : .fine(subject, "Duet sees whoever asks as \(seen).")
    }

    /// What is wrong with the page; nil when it gets through.
    private func page(_ url: PublicURL, at address: SocketAddress) async -> Finding? {
        let subject = "page"
        do {
            let answer = try await probe(url).get(
                "\(url.basePath)/", ["Host": url.hostAndPort], at: address)
            guard answer.page == nil else { return nil }
            let path =
                url.basePath.isEmpty
                ? "The proxy must pass on every path, not /healthz alone."
                : "The proxy must pass the path \(url.basePath) on as it is, and not take it away; see docs/deploy."
            return .faulty(subject, "\(url)/ does not show it (\(answer.status)). \(path)")
        } catch {
            return .faulty(subject, "\(url)/: \(error.advice)")
        }
    }

    /// A real opening handshake (RFC 6455 section 4.1) that leads nowhere.
    private func webSocket(_ url: PublicURL, at address: SocketAddress) async -> Finding {
        let subject = "WebSocket"
        let path = url.basePath + SignalingProtocol.path
        do {
            let answer = try await probe(url).get(
                path,
                [
                    "Host": url.hostAndPort, "Origin": url.origin.description, "Connection": "Upgrade",
                    "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
                    "Sec-WebSocket-Key": "ZHVldC1kb2N0b3Ita2V5IQ==",
                    "Sec-WebSocket-Protocol": SignalingProtocol.checkSubprotocol,
                ], at: address)
            switch answer.status {
            case 101: return .fine(subject, "It gets through to \(path).")
            case 403 where answer.body.contains("foreign_origin"):
                return .faulty(
                    subject,
                    "The running server does not know \(url.origin) as its own: it was started with another public-url. Restart it with these settings."
                )
            default:
                return .faulty(
                    subject,
                    "It does not get through to \(path) (\(answer.status)): the proxy does not pass Upgrade and Connection on. docs/deploy shows how."
                )
            }
        } catch {
            return .faulty(subject, "\(path): \(error.advice)")
        }
    }

    private func sentence(_ fault: ProbeFault, _ url: PublicURL, at address: SocketAddress) async -> String {
        switch fault {
        case .certificateName: return "Its certificate is for another name. Browsers refuse it."
        case .certificateUntrusted:
            if let end = await certificateEnd(url, at: address), end < Date() {
                return "Its certificate has ended on \(end.day). Renew it: browsers refuse it."
            }
            return
                "Its certificate is of an issuer that is not trusted here, or comes without those between (use the full chain). Browsers refuse it. If the issuer is your own, name its certificate in SSL_CERT_FILE."
        case .nonsense: return "What answers is not HTTP."
        default: return fault.advice
        }
    }

    /// When a certificate ends that is not trusted.
    private func certificateEnd(_ url: PublicURL, at address: SocketAddress) async -> Date? {
        var probe = probe(url)
        probe.verification = .none
        return try? await probe.get("/", ["Host": url.hostAndPort], at: address).certificateEnd
    }
}

extension Date {
    /// As ISO 8601 has it, in UTC.
    fileprivate var day: String { formatted(.iso8601.year().month().day()) }
}
