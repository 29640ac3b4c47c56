import Foundation
import Logging
import TLSFiles
import TestSupport
import Testing

@testable import Relay

/// What whoever watches the server reads of the relay that it runs.
@Suite(.timeLimit(.minutes(2)))
struct RelayHealthTests {
    @Test("whether it runs, and how often it was started")
    func told() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "duet-relay-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var settings = RelaySettings(host: "127.0.0.1")
        // It cannot be started, and so says of itself only that it is down.
        settings.tls = .init(port: 5349, files: TLSFiles(certificate: "/nowhere", key: "/nowhere"))
        let relay = RelaySupervisor(
            settings, secret: "north", folder: RelayFolder(databasePath: folder.path),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withLiveServer(relay: relay) { server in
            let browser = Browser(server: server)
            func says(_ text: String) async throws -> Bool {
                let answer = try await browser.request("GET", "/healthz")
                #expect(answer.status == 200, "calls do not end because of that")
                return String(decoding: answer.body, as: UTF8.self) == text
            }
            try await eventually("it is down") { try await says("ok\nrelay: down\n") }
            #expect(try await server.metrics().contains("duet_relay_starts_total 0\n"))
            // It is tried again meanwhile, so that what is told here may not hold for long.
            try await eventually("it is starting") {
                relay.health.tell(.starting)
                return try await says("ok\nrelay: starting\n")
            }
            #expect(try await server.metrics().contains("duet_relay_starts_total 0\n"))
            var starts = 0
            try await eventually("it runs") {
                relay.health.tell(.running)
                starts += 1
                return try await says("ok\n")
            }
            #expect(try await server.metrics().contains("duet_relay_starts_total \(starts)\n"))
        }
    }

    @Test("where the server runs none, nothing")
    func none() async throws {
        try await withLiveServer { server in
            let answer = try await Browser(server: server).request("GET", "/healthz")
            #expect(String(decoding: answer.body, as: UTF8.self) == "ok\n")
            #expect(try await !server.metrics().contains("relay"))
        }
    }
}
