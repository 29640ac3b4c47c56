import Foundation
import GRDB
import SocketClient
import Storage
import TestSupport
import Testing

/// `GET /api/calls/{call_id}/timeline`.
@Suite(.timeLimit(.minutes(2)))
struct TimelineAPITests {
    /// Devices of the two, whose ids are nobody else's business.
    private static let alicesDevice = "aaaaaaaa-0000-4000-8000-000000000001"
    private static let bosDevice = "bbbbbbbb-0000-4000-8000-000000000001"

    /// Alice has called Bo, who has answered. Nothing that happens after the answer is saved yet.
    private func conversation(
        _ server: LiveServer
    ) async throws -> (id: String, alice: (Browser, LiveDevice), bo: (Browser, LiveDevice)) {
        let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
        let caller = try await alice.device(Self.alicesDevice)
        let callee = try await bo.device(Self.bosDevice)
        let id = UUID().uuidString.lowercased()
        try caller.send("call:initiate", to: bo.user, ["call_id": id])
        try await caller.expectCall("calling")
        try callee.send("call:accept", to: alice.user, ["call_id": id])
        try await caller.expect("call:accept")
        return (id, (alice, caller), (bo, callee))
    }

    private func lines(_ browser: Browser, _ id: String) async throws -> [[String: Any]] {
        let answer = try await browser.request("GET", "/api/calls/\(id)/timeline")
        #expect(answer.status == 200 && Set(answer.object.keys) == ["timeline", "left_out"])
        return try #require(answer.object["timeline"] as? [[String: Any]])
    }

    private func told(_ lines: [[String: Any]]) -> [String] {
        lines.map { line in
            let device = (line["device"] as? Int).map { "/\($0)" } ?? ""
            return "\(line["who"] as? String ?? "?")\(device) \(line["kind"] as? String ?? "?")"
        }
    }

    /// A search of Bo's device, with all that can be told of one.
    private func report(_ id: String) -> [String: Any] {
        [
            "call_id": id, "media": "connecting",
            "gathering": [
                "complete": true, "relay_only": true, "host": true, "srflx": false, "relay": false,
                "stun": 701,
                "turn_udp": 701, "turn_tcp": 486, "turn_tls": 401,
            ],
        ]
    }

    @Test(
        "each of the two reads a call that goes on from their own side, with what is not saved yet; nobody else does"
    )
    func bothSides() async throws {
        try await withLiveServer { server in
            let (id, (alice, caller), (bo, callee)) = try await conversation(server)
            try caller.send("call:offer", to: bo.user, ["call_id": id, "sdp": CallTests.sdp])
            while try await callee.next().type != "call:offer" {}
            #expect(
                try await told(lines(alice, id)) == ["me/1 placed", "peer/1 accepted", "me/1 offered"])
            #expect(
                try await told(lines(bo, id)) == ["peer/1 placed", "me/1 accepted", "peer/1 offered"])
            #expect(try await lines(alice, id).first?["reach"] as? String == "ringing")
            #expect(try await lines(alice, id.uppercased()).count == 3)

            let carl = try await server.person("carl")
            let (foreign, unknown) = (
                try await carl.request("GET", "/api/calls/\(id)/timeline"),
                try await carl.request("GET", "/api/calls/\(UUID().uuidString)/timeline")
            )
            #expect(foreign.status == 404 && foreign.body == unknown.body)
            let stranger = Browser(server: server)
            #expect(try await stranger.request("GET", "/api/calls/\(id)/timeline").status == 401)
        }
    }

    @Test("the other one's devices, settings and servers are told to nobody but them")
    func privacy() async throws {
        try await withLiveServer { server in
            let (id, (alice, _), (bo, callee)) = try await conversation(server)
            let before = try await lines(bo, id).count
            try callee.send("session:report", to: "server", report(id))
            let deadline = ContinuousClock.now.advanced(by: .seconds(20))
            while try await lines(bo, id).count == before { try #require(ContinuousClock.now < deadline) }

            let own = try #require(try await lines(bo, id).last)
            #expect(own["kind"] as? String == "searched" && own["relay_only"] as? Bool == true)
            #expect(
                own["faults"] as? [String: Int] == [
                    "stun": 701, "turn_udp": 701, "turn_tcp": 486, "turn_tls": 401,
                ])
            let peers = try #require(try await lines(alice, id).last)
            #expect(Set(peers.keys) == ["at", "who", "device", "kind", "media", "complete", "found"])
            #expect(peers["found"] as? [String] == ["host"])

            for (reader, other, device) in [
                (alice, bo, Self.bosDevice), (bo, alice, Self.alicesDevice),
            ] {
                let body = try await reader.request("GET", "/api/calls/\(id)/timeline").body
                let text = String(decoding: body, as: UTF8.self)
                for secret in [device, other.user] { #expect(!text.contains(secret)) }
            }
        }
    }

    @Test("what cannot be saved is told, once, as soon as it is")
    func storeFails() async throws {
        try await withLiveServer { server in
            let (id, (alice, caller), (bo, callee)) = try await conversation(server)
            let holder = try StoreHolder(server.database)
            try holder.hold("IMMEDIATE")
            for _ in 0..<2 {
                try caller.send("call:offer", to: bo.user, ["call_id": id, "sdp": CallTests.sdp])
                while try await callee.next().type != "call:offer" {}
                #expect(try await told(lines(alice, id)) == ["me/1 placed", "peer/1 accepted"])
            }
            try holder.release()
            await server.clock.advance(by: .seconds(2))
            #expect(try await lines(alice, id).count == 4)
        }
    }

    @Test("a timeline that grew beyond all measure is told without its middle")
    func bounded() async throws {
        try await withLiveServer { server in
            let (id, (alice, _), _) = try await conversation(server)
            _ = try await lines(alice, id)
            let queue = try DatabaseQueue(path: server.database.path)
            try await queue.write { db in
                for number in 0..<1_300 {
                    try db.execute(
                        sql:
                            "INSERT INTO call_timeline (call_id, at, kind) VALUES (?, ?, 'server_restarted')",
                        arguments: [id, number])
                }
            }
            try queue.close()
            let answer = try await alice.request("GET", "/api/calls/\(id)/timeline").object
            let lines = try #require(answer["timeline"] as? [[String: Any]])
            #expect(lines.count == 1_200 && answer["left_out"] as? Int == 102)
            #expect(
                told(Array(lines.prefix(3))) == ["me/1 placed", "peer/1 accepted", "server server_restarted"])
            #expect(lines.last?["at"] as? String == "1970-01-01T00:00:01.299Z")
            #expect(lines[199]["at"] as? String == "1970-01-01T00:00:00.197Z")
            #expect(lines[200]["at"] as? String == "1970-01-01T00:00:00.300Z")
        }
    }
}
