import Foundation
import SocketClient
import Testing

/// Declining in a notification, where no page is open.
@Suite(.timeLimit(.minutes(2)))
struct DeclineTests {
    private func path(_ id: String) -> String { "/api/calls/\(id)/decline" }

    @Test("the caller hears that it was declined, and all devices that it rings no more; once")
    func declines() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let (caller, callee) = (try await alice.device(), try await bo.device())
            let id = UUID().uuidString.lowercased()
            try caller.send("call:initiate", to: bo.user, ["call_id": id])
            try await caller.expectCall("calling")
            try await callee.expect("call:incoming")
            try await callee.expectCall("ringing")
            #expect(try await bo.request("POST", path(id)).status == 204)
            #expect(try await caller.expect("call:reject")["reason"] as? String == "declined")
            try await caller.expectCall(nil)
            #expect(try await callee.expect("call:end")["reason"] as? String == "declined_elsewhere")
            try await callee.expectCall(nil)
            let again = try await bo.request("POST", path(id))
            #expect(again.status == 409 && again.errorCode == "wrong_state")
            let entry = try await bo.request("GET", "/api/calls/\(id)").object["call"] as? [String: Any]
            #expect(entry?["reason"] as? String == "declined")
        }
    }

    @Test("a call that was answered goes on")
    func answered() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let (caller, callee) = (try await alice.device(), try await bo.device())
            let id = UUID().uuidString.lowercased()
            try caller.send("call:initiate", to: bo.user, ["call_id": id])
            try await callee.expect("call:incoming")
            try callee.send("call:accept", to: alice.user, ["call_id": id])
            try await caller.expectCall("calling")
            try await caller.expect("call:accept")
            try await caller.expectCall("in-call")
            #expect(try await bo.request("POST", path(id)).errorCode == "wrong_state")
            try caller.send("call:offer", to: bo.user, ["call_id": id, "sdp": CallTests.sdp])
            while try await callee.next().type != "call:offer" {}
        }
    }

    @Test("only whom it rings at declines it, from a page of ours")
    func others() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let (carl, caller) = (try await server.person("carl"), try await alice.device())
            let id = UUID().uuidString.lowercased()
            try caller.send("call:initiate", to: bo.user, ["call_id": id])
            try await caller.expectCall("calling")
            for browser in [alice, carl] {
                let answer = try await browser.request("POST", path(id))
                #expect(answer.status == 404 && answer.errorCode == "unknown_call")
            }
            #expect(try await bo.request("POST", path(UUID().uuidString)).status == 404)
            #expect(try await bo.request("POST", path("nonsense")).status == 404)
            #expect(try await Browser(server: server).request("POST", path(id)).status == 401)
            let foreign = try await bo.request("POST", path(id), origin: "https://evil.example")
            #expect(foreign.status == 403)
            #expect(try await bo.request("POST", path(id)).status == 204)
        }
    }

    @Test("it counts with what a person's devices say")
    func limited() async throws {
        try await withLiveServer { server in
            let bo = try await server.person("bo")
            var statuses: Set<Int> = []
            for _ in 0..<121 {
                statuses.insert(try await bo.request("POST", path(UUID().uuidString)).status)
            }
            #expect(statuses == [404, 429])
        }
    }
}
