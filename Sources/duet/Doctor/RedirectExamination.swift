import DuetServer
import IceProbe
import NIOHTTP1
import NameLookup

/// Is plain http answered with the way to https?
struct RedirectExamination {
    let settings: ServerSettings

    private static let subject = "http-redirect"

    func findings() async -> [Finding] {
        guard let address = settings.httpRedirect else { return [] }
        let local = LocalAddress(host: address.host, port: address.port)
        guard address.port != 0 else {
            return [
                .skipped(Self.subject, "It takes any free port, so that it is not known where it listens.")
            ]
        }
        do {
            let name = ListenAddress(host: local.reachableHost, port: address.port).description
            let answer = try await HTTPProbe(isSecure: false, host: local.reachableHost).get(
                "/", ["Host": settings.publicURL?.hostAndPort ?? name],
                at: HostAddresses.resolve(local.reachableHost, port: address.port)[0])
            guard answer.status == 308, let way = answer.headers.first(name: "Location"),
                way.hasPrefix("https://")
            else { return [.foreign(Self.subject, at: "\(local)")] }
            return [.fine(Self.subject, "\(local) leads on to \(way).")]
        } catch .portClosed {
            return [.notListening(Self.subject, at: "\(local)")]
        } catch .nonsense {
            return [.foreign(Self.subject, at: "\(local)")]
        } catch {
            return [.faulty(Self.subject, "\(local): \(error.advice)")]
        }
    }
}
