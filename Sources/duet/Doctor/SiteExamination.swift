import DuetServer
import Foundation
import IceProbe
import NIOHTTP1
import Signaling

/// Do people reach Duet, its page and its live connection, where they are told to?
struct SiteExamination {
    let settings: ServerSettings

    /// An address that nobody has (RFC 5737), for the header in which anybody can claim anything.
    private static let claimed = "192.0.2.77"
    /// A certificate is renewed a month before its end; what is left after that is a warning.
    private static let shortTime: TimeInterval = 14 * 24 * 3600

    func findings() async -> [Finding] {
        var findings = [await server()]
        guard let url = settings.publicURL else {
            return findings + [
                settings.opensMicrophones
                    ? .skipped(
                        "public address",
                        "There is no public-url: only this machine reaches Duet, or by its IP addresses.")
                    : .faulty(
                        "public address",
                        "Browsers open the microphone on https and on localhost only. Set public-url to the https address of a proxy, or tls-certificate and tls-key."
                    )
            ]
        }
        let probe = HTTPProbe(isSecure: url.isSecure, host: url.host.withoutBrackets, port: url.port)
        do {
            let answer = try await probe.get(
                "\(url.basePath)/healthz", ["Host": url.hostAndPort, "X-Forwarded-For": Self.claimed])
            let reached = address(url, answer)
            findings.append(reached)
            if let end = answer.certificateEnd { findings.append(certificate(end)) }
            guard reached.level == .fine else { return findings }
            findings.append(proxy(answer))
            findings.append(await webSocket(probe, url))
        } catch {
            findings.append(.faulty("public address", "\(url): \(sentence(error))"))
        }
        return findings
    }

    /// The server itself, past every proxy.
    private func server() async -> Finding {
        guard settings.socketPath == nil, settings.tls == nil else {
            return .skipped("server", "It is asked through its public address.")
        }
        let local = LocalAddress(host: settings.host, port: settings.port)
        let host = ["0.0.0.0": "127.0.0.1", "::": "::1"][settings.host] ?? settings.host
        let probe = HTTPProbe(isSecure: false, host: host, port: settings.port)
        let name = ListenAddress(host: host, port: settings.port).description
        do {
            let answer = try await probe.get("/healthz", ["Host": name])
            guard answer.isDuet else {
                return .faulty(
                    "server", "What answers at \(local) is not Duet. Is the port taken by another program?")
            }
            let line = answer.body.prefix { $0 != "\n" }
            return answer.status == 200
                ? .fine("server", "It answers at \(local).")
                : .faulty("server", "It answers at \(local): \(line)")
        } catch .portClosed {
            return .faulty("server", "Nothing listens at \(local). Start `duet serve` with these settings.")
        } catch {
            return .faulty("server", "\(local): \(error.advice)")
        }
    }

    private func address(_ url: PublicURL, _ answer: HTTPAnswer) -> Finding {
        let subject = "public address"
        if answer.isDuet { return .fine(subject, "\(url) leads to Duet.") }
        switch answer.status {
        case 301, 302, 303, 307, 308:
            let place = answer.headers.first(name: "Location") ?? "elsewhere"
            return .faulty(
                subject,
                "\(url) leads on to \(place). Set public-url to where people end up, or let that path through."
            )
        case 421:
            return .faulty(
                subject,
                "Duet refuses the name under which the proxy asks. The proxy must pass on the Host that it was asked for."
            )
        case 502, 503, 504:
            return .faulty(
                subject,
                "The proxy at \(url) does not reach Duet (\(answer.status)). Look at the address that it passes on to, and whether Duet runs."
            )
        default:
            return .faulty(
                subject,
                "What answers at \(url) is not Duet (\(answer.status)). Look at the proxy's path and at the DNS name."
            )
        }
    }

    private func certificate(_ end: Date) -> Finding {
        let left = end.timeIntervalSinceNow
        let day = end.formatted(.iso8601.year().month().day())
        return left < Self.shortTime
            ? .weak("certificate", "It ends on \(day), in \(Int(left / 86_400)) days. Is its renewal set up?")
            : .fine("certificate", "It fits the name, is trusted here, and is good until \(day).")
    }

    /// As whom Duet sees us, who claim to be somebody else.
    private func proxy(_ answer: HTTPAnswer) -> Finding {
        guard let seen = answer.client else {
            return .skipped("proxy headers", "The server is too old to tell.")
        }
        if seen == Self.claimed {
            return .faulty(
                "proxy headers",
                "The proxy passes on an X-Forwarded-For that anybody can make up. It must set it itself, or add to it; see docs/deploy."
            )
        }
        let isOurs = settings.isProxy(seen)
        return isOurs
            ? .weak(
                "proxy headers",
                "Duet takes everybody for \(seen), so that all share one limit for signing in. The proxy must send X-Forwarded-For, and trusted-proxies must name it; see docs/deploy. (From the proxy's own machine this is as it should be.)"
            ) : .fine("proxy headers", "Duet sees whoever asks as \(seen).")
    }

    /// A real opening handshake (RFC 6455 section 4.1) that leads nowhere.
    private func webSocket(_ probe: HTTPProbe, _ url: PublicURL) async -> Finding {
        let subject = "WebSocket"
        let path = "\(url.basePath)/signaling"
        do {
            let answer = try await probe.get(
                path,
                [
                    "Host": url.hostAndPort, "Origin": url.origin.description, "Connection": "Upgrade",
                    "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
                    "Sec-WebSocket-Key": "ZHVldC1kb2N0b3Ita2V5IQ==",
                    "Sec-WebSocket-Protocol": SignalingProtocol.checkSubprotocol,
                ])
            return answer.status == 101
                ? .fine(subject, "It gets through to \(path).")
                : .faulty(
                    subject,
                    "It does not get through to \(path) (\(answer.status)): the proxy does not pass Upgrade and Connection on. docs/deploy shows how."
                )
        } catch {
            return .faulty(subject, "\(path): \(sentence(error))")
        }
    }

    private func sentence(_ fault: ProbeFault) -> String {
        switch fault {
        case .certificateName: "Its certificate is for another name. Browsers refuse it."
        case .certificateUntrusted:
            "Its certificate is not trusted here: it has ended, is of an unknown issuer, or comes without those between (use the full chain). Browsers refuse it."
        case .nonsense: "What answers is not HTTP."
        default: fault.advice
        }
    }
}

extension HTTPAnswer {
    /// As whom Duet sees us.
    fileprivate var client: String? { headers.first(name: "Duet-Client-Address") }
    fileprivate var isDuet: Bool { client != nil }
}
