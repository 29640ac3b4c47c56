import DuetServer
import Foundation
import IceProbe
import NIOCore
import NIOHTTP1
import NIOSSL
import NameLookup
import Networks

/// Does the server itself run, past every proxy, and does it show the page that lies in the folder?
struct ServerExamination {
    let settings: ServerSettings
    /// The page in the folder; nil when there is none.
    let page: String?

    private static let subject = "server"

    func findings() async -> [Finding] {
        certificateFiles() + (await server())
    }

    private func certificateFiles() -> [Finding] {
        do {
            _ = try settings.tls.map(CertificateStore.init)
            return []
        } catch {
            return [.faulty("certificate", "\(error)")]
        }
    }

    private func server() async -> [Finding] {
        if let obstacle = settings.socketPath.flatMap(obstacle) { return [obstacle] }
        if settings.socketPath == nil, settings.port == 0 {
            return [
                .skipped(Self.subject, "It takes any free port, so that it is not known where it listens.")
            ]
        }
        do {
            let address = try await address()
            let health = try await probe.get("/healthz", headers, at: address)
            guard health.isDuet else { return [.foreign(Self.subject, at: place)] }
            let reached = "It answers at \(place)"
            guard health.status == 200 else {
                return [.faulty(Self.subject, "\(reached): \(health.body.prefix { $0 != "\n" })")]
            }
            return [.fine(Self.subject, "\(reached).")] + (try await shownPage(at: address))
        } catch .portClosed {
            return [.notListening(Self.subject, at: place)]
        } catch .nonsense {
            return [.foreign(Self.subject, at: place)]
        } catch {
            return [.faulty(Self.subject, "\(place): \(error.advice)")]
        }
    }

    private func shownPage(at address: SocketAddress) async throws(ProbeFault) -> [Finding] {
        let shown = try await probe.get("\(settings.basePath)/", headers, at: address).page
        guard let page, shown != page else { return [] }
        return [
            .weak(
                "page",
                "The running server does not show the page in \(settings.webFolder): it was started before that was put there, or with another web or public-url. Restart it."
            )
        ]
    }

    /// Why nobody can connect to a Unix socket, as its file shows.
    private func obstacle(path: String) -> Finding? {
        guard FileManager.default.fileExists(atPath: path) else {
            return .faulty(
                Self.subject, "There is no socket \(path). Start `duet serve` with these settings.")
        }
        guard FileManager.default.isWritableFile(atPath: path) else {
            return .faulty(
                Self.subject,
                "This user may not connect to \(path). It must be Duet's own, or in the group of that file, and so must the proxy's."
            )
        }
        return nil
    }

    private var local: LocalAddress { settings.localAddress(port: settings.port) }

    /// Where the server listens, for a person.
    private var place: String { settings.socketPath ?? "\(local)" }

    private func address() async throws(ProbeFault) -> SocketAddress {
        guard let path = settings.socketPath else {
            return try await HostAddresses.resolve(local.reachableHost, port: settings.port)[0]
        }
        do {
            return try SocketAddress(unixDomainSocketPath: path)
        } catch {
            throw .portClosed  // the path is too long for a socket
        }
    }

    /// Here it does not matter for which name the certificate is.
    private var probe: HTTPProbe {
        HTTPProbe(
            isSecure: settings.tls != nil,
            host: settings.publicURL?.host.withoutBrackets ?? local.reachableHost,
            verification: .none)
    }

    private var headers: HTTPHeaders {
        let here = ListenAddress(host: local.reachableHost, port: settings.port).description
        // Over a Unix socket Duet learns the address of nobody whom no proxy names.
        return ["Host": settings.publicURL?.hostAndPort ?? here, "X-Forwarded-For": "127.0.0.1"]
    }
}

extension Finding {
    static func notListening(_ subject: String, at place: String) -> Finding {
        .faulty(subject, "Nothing listens at \(place). Start `duet serve` with these settings.")
    }

    static func foreign(_ subject: String, at place: String) -> Finding {
        .faulty(subject, "What answers at \(place) is not Duet. Is the port taken by another program?")
    }
}
