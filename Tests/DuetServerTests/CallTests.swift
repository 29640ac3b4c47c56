import CallCore
import Foundation
import SocketClient
import TestSupport
import Testing

/// Whole calls over real sockets.
@Suite(.timeLimit(.minutes(2)))
struct CallTests {
    static let sdp = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=fingerprint:sha-256 AA:BB\r\n"

    private func call(_ alice: LiveDevice, _ bo: LiveDevice) async throws -> String {
        let id = UUID().uuidString.lowercased()
        try alice.send("call:initiate", to: bo.user, ["call_id": id])
        try await alice.expectCall("calling")
        try await bo.expect("call:incoming")
        try await bo.expectCall("ringing")
        return id
    }

    @Test(
        "a page that does not run is not online, though its browser answers pings; it is rung when it runs again"
    )
    func silentPage() async throws {
        var timers = CallTimers()
        timers.heartbeat = .milliseconds(50)
        timers.heartbeatDead = .seconds(20)
        try await withLiveServer(timers: timers) { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let (caller, callee) = (try await alice.device(), try await bo.device())
            await server.clock.advance(by: timers.heartbeatDeadHidden)
            let deadline = ContinuousClock.now.advanced(by: .seconds(20))
            var metrics = ""
            while !metrics.contains("duet_online_people 0\n") {
                try #require(ContinuousClock.now < deadline, "\(metrics)")
                metrics = try await server.metrics()
            }
            #expect(metrics.contains("duet_connected_devices 2\n"))

            let id = UUID().uuidString.lowercased()
            try caller.send("call:initiate", to: bo.user, ["call_id": id])
            try await caller.expect("session:ready")
            #expect(try await caller.expectCall("calling")["peer_signaling"] as? Bool == false)
            try callee.send("session:ping", to: "server", ["sent_at": 1])
            // The answer to the ping needs nobody's decision, so it may come first.
            var types: Set<String> = []
            while types != ["session:pong", "session:ready", "call:incoming"] {
                types.insert(try await callee.next().type)
            }
            #expect(try await caller.expectCall("calling")["peer_signaling"] as? Bool == true)
        }
    }

    @Test("a whole call, and both find it in their history")
    func wholeCall() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            let (caller, callee) = (try await alice.device(), try await bo.device())
            let id = try await call(caller, callee)

            try callee.send("call:accept", to: alice.user, ["call_id": id])
            try await caller.expect("call:accept")
            try await caller.expectCall("in-call")
            let bound = try await callee.expectCall("in-call")
            #expect(bound["this_device"] as? Bool == true)

            try caller.send("call:offer", to: bo.user, ["call_id": id, "sdp": Self.sdp])
            #expect(try await callee.expect("call:offer")["sdp"] as? String == Self.sdp)
            try callee.send("call:answer", to: alice.user, ["call_id": id, "sdp": Self.sdp])
            try await caller.expect("call:answer")
            try callee.send("call:ice-candidate", to: alice.user, ["call_id": id, "candidate": NSNull()])
            #expect(try await caller.expect("call:ice-candidate")["candidate"] is NSNull)

            try callee.send("call:end", to: alice.user, ["call_id": id, "reason": "hung_up"])
            #expect(try await caller.expect("call:end")["reason"] as? String == "hung_up")
            try await caller.expectCall(nil)
            try await callee.expectCall(nil)

            let calls = try await bo.request("GET", "/api/calls").object["calls"] as? [[String: Any]]
            let entry = try #require(calls?.first)
            #expect(entry["call_id"] as? String == id && entry["direction"] as? String == "incoming")
            #expect((entry["peer"] as? [String: Any])?["name"] as? String == "Alice")
            let details = try await alice.request("GET", "/api/calls/\(id)").object
            #expect(Set(details.keys) == ["call"])
            let fields: Set = [
                "call_id", "peer", "direction", "reason", "started_at", "answered_at", "ended_at",
            ]
            #expect(Set(entry.keys) == fields)
            let carl = try await server.person("carl")
            #expect(try await carl.request("GET", "/api/calls/\(id)").status == 404)
        }
    }

    @Test("what the history does not know is there as null")
    func historyNulls() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            let (caller, callee) = (try await alice.device(), try await bo.device())
            let id = try await call(caller, callee)
            let ringing = try await alice.request("GET", "/api/calls/\(id)").object
            let call = try #require(ringing["call"] as? [String: Any])
            for field in ["reason", "answered_at", "ended_at"] {
                #expect(call[field] is NSNull, "\(field)")
            }
            await server.clock.advance(by: .seconds(45))
            try await caller.expect("call:end")
            let calls = try await bo.request("GET", "/api/calls").object["calls"] as? [[String: Any]]
            #expect(calls?.first?["answered_at"] is NSNull)
            #expect(calls?.first?["reason"] as? String == "no_answer")
        }
    }

    @Test("both press call: always one call, whoever comes first")
    func glare() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            let (one, two) = (try await alice.device(), try await bo.device())
            for _ in 0..<10 {
                try one.send("call:initiate", to: bo.user, ["call_id": UUID().uuidString])
                try two.send("call:initiate", to: alice.user, ["call_id": UUID().uuidString])
                var ids: Set<String> = []
                var roles: Set<String> = []
                for device in [one, two] {
                    var call: [String: Any] = [:]
                    while call["state"] as? String != "in-call" {
                        call = try await device.next().payload["call"] as? [String: Any] ?? [:]
                    }
                    ids.insert(call["call_id"] as? String ?? "")
                    roles.insert(call["role"] as? String ?? "")
                    #expect(call["this_device"] as? Bool == true)
                }
                #expect(ids.count == 1 && roles == ["caller", "callee"])
                let id = try #require(ids.first)
                try one.send("call:end", to: bo.user, ["call_id": id, "reason": "hung_up"])
                try await two.expect("call:end")
                try await two.expectCall(nil)
                try await one.expectCall(nil)
            }
        }
    }

    @Test("busy: the third person hears it, the two are not disturbed")
    func busy() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            let carl = try await server.person("carl")
            let (caller, callee, third) = (
                try await alice.device(), try await bo.device(), try await carl.device()
            )
            let id = try await call(caller, callee)
            try third.send("call:initiate", to: bo.user, ["call_id": UUID().uuidString])
            #expect(try await third.expect("call:reject")["reason"] as? String == "busy")
            try callee.send("call:accept", to: alice.user, ["call_id": id])
            try await caller.expect("call:accept")
        }
    }

    @Test("two devices of one person: both ring, the one that accepts has the call")
    func twoDevices() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            let caller = try await alice.device()
            let (phone, laptop) = (try await bo.device(), try await bo.device())
            let id = try await call(caller, phone)
            try await laptop.expect("call:incoming")
            try await laptop.expectCall("ringing")
            try laptop.send("call:accept", to: alice.user, ["call_id": id])
            #expect(try await phone.expect("call:end")["reason"] as? String == "answered_elsewhere")
            #expect(try await phone.expectCall("in-call")["this_device"] as? Bool == false)
            #expect(try await laptop.expectCall("in-call")["this_device"] as? Bool == true)
        }
    }

    @Test("a forged sender is refused and the call it names goes on")
    func forgedSender() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            let carl = try await server.person("carl")
            let (caller, callee, thief) = (
                try await alice.device(), try await bo.device(), try await carl.device()
            )
            let id = try await call(caller, callee)
            try thief.send(
                "call:end", to: bo.user, from: alice.user, ["call_id": id, "reason": "cancelled"])
            #expect(try await thief.expect("session:error")["code"] as? String == "forged_sender")
            try callee.send("call:accept", to: alice.user, ["call_id": id])
            try await caller.expect("call:accept")
        }
    }

    @Test("a thousand candidates at once: a hundred are passed on, and the call goes on as if nothing was")
    func thousandCandidates() async throws {
        try await withLiveServer { server in
            let (alice, bo) = (try await server.person("alice"), try await server.person("bo"))
            let (caller, callee) = (try await alice.device(), try await bo.device())
            let id = try await call(caller, callee)
            try callee.send("call:accept", to: alice.user, ["call_id": id])
            try await caller.expect("call:accept")
            try await caller.expectCall("in-call")
            try await callee.expectCall("in-call")
            for number in 0..<1_000 {
                let candidate: [String: Any] = ["candidate": "candidate:\(number)", "sdpMid": "0"]
                try caller.send("call:ice-candidate", to: bo.user, ["call_id": id, "candidate": candidate])
            }
            for _ in 0..<100 { try await callee.expect("call:ice-candidate") }
            var metrics = ""
            let deadline = ContinuousClock.now.advanced(by: .seconds(20))
            while !metrics.contains("\nduet_dropped_candidates_total 900\n") {
                try #require(ContinuousClock.now < deadline, "\(metrics)")
                metrics = try await server.metrics()
            }
            #expect(!metrics.contains("duet_refusals_total{"))
            // By then there is room again for what matters.
            await server.clock.advance(by: .seconds(1))
            try caller.send("call:end", to: bo.user, ["call_id": id, "reason": "hung_up"])
            try await callee.expect("call:end")
            try await caller.expectCall(nil)
        }
    }

    @Test("no answer: both are told when the clock reaches the deadline")
    func noAnswer() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            let (caller, callee) = (try await alice.device(), try await bo.device())
            _ = try await call(caller, callee)
            await server.clock.advance(by: .seconds(45))
            #expect(try await caller.expect("call:end")["reason"] as? String == "no_answer")
            #expect(try await callee.expect("call:end")["reason"] as? String == "no_answer")
        }
    }

    @Test("a socket that is cut leaves the call alone and the other side is told; it finds the call again")
    func cutSocket() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let bo = try await server.person("bo")
            let device = UUID().uuidString
            let (caller, callee) = (try await alice.device(device), try await bo.device())
            let id = try await call(caller, callee)
            try callee.send("call:accept", to: alice.user, ["call_id": id])
            try await callee.expectCall("in-call")
            try await caller.client.cut()
            #expect(try await callee.expectCall("in-call")["peer_signaling"] as? Bool == false)
            let again = try await WebSocketClient.connect(
                port: server.port, deviceID: device, headers: alice.socketHeaders())
            let ready = try await LiveDevice(client: again, user: alice.user).expect("session:ready")
            #expect((ready["call"] as? [String: Any])?["call_id"] as? String == id)
            #expect(try await callee.expectCall("in-call")["peer_signaling"] as? Bool == true)
        }
    }

    @Test("what is no message is answered with a code, and the socket goes on where it can")
    func malformed() async throws {
        try await withLiveServer { server in
            let alice = try await server.person("alice")
            let device = try await alice.device()
            device.client.send("hello")
            #expect(try await device.expect("session:error")["code"] as? String == "not_json")
            try device.send("session:ping", to: "server", ["sent_at": 5])
            #expect(try await device.expect("session:pong")["sent_at"] as? Double == 5)
            device.client.send(String(repeating: " ", count: 65_536))
            #expect(try await device.expect("session:error")["code"] as? String == "not_json")
            device.client.send(String(repeating: " ", count: 65_537))
            #expect(try await device.expect("session:error")["code"] as? String == "frame_too_large")
            #expect(try await device.client.closeCode == 1009)
        }
    }
}
