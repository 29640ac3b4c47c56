import Foundation
import SocketClient
import TestSupport
import Testing

/// What whoever watches the server is told.
@Suite(.timeLimit(.minutes(2)))
struct OperatorAPITests {
    @Test("health and metrics for the operator; metrics are on a listener of their own only")
    func operatorRoutes() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let device = try await alice.device()
            #expect(try await alice.request("GET", "/healthz").status == 200)
            let metrics = try await server.metrics()
            #expect(metrics.contains("duet_connected_devices 1\n"))
            #expect(metrics.contains("duet_store_writable 1\n"))
            #expect(try await alice.request("GET", "/metrics").errorCode == "not_found")
            try await device.client.close()
        }
    }

    @Test("a database that cannot be written is told to whoever asks how the server is, until it can")
    func storeFault() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            let device = try await alice.device()
            let holder = try StoreHolder(server.database)
            try holder.hold("IMMEDIATE")
            try device.send("call:initiate", to: bo.user, ["call_id": UUID().uuidString])
            #expect(try await device.expect("session:error")["code"] as? String == "cannot_save")
            let answer = try await alice.request("GET", "/healthz")
            #expect(answer.status == 503)
            #expect(
                String(decoding: answer.body, as: UTF8.self) == "The database is locked by another program.\n"
            )
            #expect(answer.headers["cache-control"] == "no-store")
            let metrics = try await server.metrics()
            #expect(metrics.contains("duet_store_writable 0\n"))

            try holder.release()
            await server.clock.advance(by: .seconds(1))
            // The watch may have noticed as well, and looks again within a second.
            let deadline = ContinuousClock.now.advanced(by: .seconds(20))
            while try await alice.request("GET", "/healthz").status != 200 {
                try #require(ContinuousClock.now < deadline)
            }
            try await device.client.close()
        }
    }
}
