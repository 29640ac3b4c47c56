import CallCore
import Foundation
import Signaling
import TestSupport
import Testing

/// Missed calls are seen once, whichever device they are looked at on.
@Suite(.timeLimit(.minutes(2)))
struct SeenCallsTests {
    private func history(_ browser: Browser) async throws -> (seen: String?, ends: [String]) {
        let answer = try await browser.request("GET", "/api/calls").object
        let calls = try #require(answer["calls"] as? [[String: Any]])
        #expect(answer["seen"] is String || answer["seen"] is NSNull)
        return (answer["seen"] as? String, calls.compactMap { $0["ended_at"] as? String })
    }

    /// Alice calls and hangs up before anybody answers.
    private func miss(_ caller: LiveDevice, _ callee: LiveDevice) async throws {
        let id = UUID().uuidString
        try caller.send("call:initiate", to: callee.user, ["call_id": id])
        try await caller.expectCall("calling")
        try await callee.expect("call:incoming")
        try await callee.expectCall("ringing")
        try caller.send("call:end", to: callee.user, ["call_id": id, "reason": "cancelled"])
        try await caller.expectCall(nil)
        try await callee.expect("call:end")
        try await callee.expectCall(nil)
    }

    @Test("what is seen on one device is seen on all, which hear of it once; what ends later is news")
    func seen() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let (caller, phone) = (try await alice.device(), try await bo.device())
            try await miss(caller, phone)
            let missed = try await history(bo)
            #expect(missed.seen == nil)
            let end = try #require(missed.ends.first)

            for _ in 1...2 {
                #expect(try await bo.request("PUT", "/api/calls/seen", ["until": end]).status == 204)
            }
            #expect(try await phone.expect("session:changed")["what"] as? String == "seen_calls")
            #expect(try await history(bo).seen == end)
            #expect(try await history(alice).seen == nil)

            await server.clock.advance(by: .seconds(1))
            try await miss(caller, phone)
            let later = try await history(bo)
            #expect(later.seen == end && later.ends.count == 2 && later.ends[0] > end)
            // One who looks at an older page takes nothing back.
            #expect(
                try await bo.request("PUT", "/api/calls/seen", ["until": later.ends[0]]).status == 204)
            #expect(try await bo.request("PUT", "/api/calls/seen", ["until": end]).status == 204)
            #expect(try await history(bo).seen == later.ends[0])
        }
    }

    @Test("nobody has seen what is still to come, and what is no moment is refused")
    func future() async throws {
        try await withLiveServer { server in
            let bo = try await server.person("bo")
            let future = server.clock.now.advanced(by: .seconds(3600)).wireText
            #expect(try await bo.request("PUT", "/api/calls/seen", ["until": future]).status == 204)
            #expect(try await history(bo).seen == server.clock.now.wireText)
            let refused = try await bo.request("PUT", "/api/calls/seen", ["until": "now"])
            #expect(refused.status == 400 && refused.errorCode == "invalid_until")
            #expect(try await bo.request("PUT", "/api/calls/seen", [:]).status == 400)
            let stranger = Browser(server: server)
            #expect(try await stranger.request("PUT", "/api/calls/seen", ["until": future]).status == 401)
        }
    }
}
