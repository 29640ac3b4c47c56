import Accounts
import CallCore
import Foundation
import Storage
import TestSupport
import Testing

/// What goes away by itself, and what does not.
@Suite(.timeLimit(.minutes(2)))
struct HousekeepingTests {
    private func call(_ caller: LiveDevice, _ callee: LiveDevice) async throws -> String {
        let id = UUID().uuidString.lowercased()
        try caller.send("call:initiate", to: callee.user, ["call_id": id])
        try await caller.expectCall("calling")
        try await callee.expect("call:incoming")
        try await callee.expectCall("ringing")
        try callee.send("call:accept", to: caller.user, ["call_id": id])
        try await caller.expect("call:accept")
        try await caller.expectCall("in-call")
        try await callee.expectCall("in-call")
        return id
    }

    /// A call that has ended and one that goes on, then an hour.
    private func hourLater(
        historyKept: Duration?, _ check: (Browser, _ ended: String, _ ongoing: String) async throws -> Void
    ) async throws {
        try await withLiveServer(historyKept: historyKept) { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let (caller, callee) = (try await alice.device(), try await bo.device())
            let ended = try await call(caller, callee)
            try caller.send("call:end", to: bo.user, ["call_id": ended, "reason": "hung_up"])
            try await callee.expect("call:end")
            try await callee.expectCall(nil)
            try await caller.expectCall(nil)
            let ongoing = try await call(caller, callee)
            #expect(try await alice.request("GET", "/api/calls/\(ended)").status == 200)
            await server.clock.advance(by: .seconds(3_600))
            try await check(alice, ended, ongoing)
        }
    }

    @Test(
        "calls that ended longer ago than is to be kept are forgotten within the hour, never one that goes on"
    )
    func historyKept() async throws {
        try await hourLater(historyKept: .seconds(1_800)) { alice, ended, ongoing in
            let deadline = ContinuousClock.now.advanced(by: .seconds(20))
            while try await alice.request("GET", "/api/calls/\(ended)").status == 200 {
                try #require(ContinuousClock.now < deadline)
            }
            #expect(try await alice.request("GET", "/api/calls/\(ended)").status == 404)
            #expect(try await alice.request("GET", "/api/calls/\(ongoing)").status == 200)
        }
    }

    @Test(
        "whoever is connected and asks for nothing is not signed out after thirty days, and keeps the cookie")
    func keptAlive() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let device = try await alice.device()
            let cookie = try #require(alice.cookie?.split(separator: ";").first)
            let session = try #require(SecretToken(String(cookie.dropFirst("duet_session=".count)))).digest
            let store = SQLiteAccountStore(server.database.database)
            let began = server.clock.now
            await server.clock.advance(by: .seconds(29 * 24 * 3_600))
            try await eventually("the session is kept alive") {
                try #require(try await store.session(id: session)).session.lastSeenAt > began
            }
            await server.clock.advance(by: .seconds(24 * 3_600))
            let answer = try await alice.request("GET", "/api/session")
            #expect(answer.status == 200)
            let renewed = try #require(answer.headers["set-cookie"])
            #expect(renewed.hasPrefix("\(cookie);") && renewed.contains("Max-Age=2592000"))
            withExtendedLifetime(device) {}
        }
    }

    @Test("calls are kept for ever unless the operator says otherwise")
    func keptForEver() async throws {
        try await hourLater(historyKept: nil) { alice, ended, _ in
            let answer = try await alice.request("GET", "/api/calls/\(ended)")
            #expect(answer.status == 200)
        }
    }
}
