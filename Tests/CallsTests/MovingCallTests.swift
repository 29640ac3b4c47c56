import CallCore
import Signaling
import Storage
import TestSupport
import Testing

@testable import Calls

/// A call that goes on at another device, or ends because its device is signed out.
struct MovingCallTests {
    let takeOver: [String: Any] = ["call_id": Samples.call, "take_over": true]

    private struct Scene {
        let fixture: CallFixture
        let alice: Device
        let bo: Device
        let boToo: Device
    }

    /// Alice talks to Bo, who has another device.
    private func scene() async throws -> Scene {
        let fixture = try await CallFixture()
        let (alice, bo) = try fixture.conversation()
        let boToo = fixture.device("bo", 2)
        _ = try boToo.take()
        return Scene(fixture: fixture, alice: alice, bo: bo, boToo: boToo)
    }

    @Test("the callee continues at another device: both of his, and the caller, hear it in this order")
    func callee() async throws {
        let scene = try await scene()
        try scene.boToo.send("call:accept", to: "alice", takeOver)
        #expect(try scene.alice.story() == ["call:accept", "session:call(in-call)"])
        let former = try #require(try scene.bo.take().first?.payload["call"] as? [String: Any])
        #expect(former["this_device"] as? Bool == false)
        let new = try #require(try scene.boToo.take().first?.payload["call"] as? [String: Any])
        #expect(new["this_device"] as? Bool == true && new["role"] as? String == "callee")
        try scene.alice.send("call:offer", to: "bo", ["call_id": Samples.call, "sdp": Samples.sdp])
        #expect(try scene.boToo.story() == ["call:offer"])
        #expect(try scene.bo.story() == [])
        #expect(try await scene.fixture.timeline().suffix(2) == ["call:accept", "call:offer"])
    }

    @Test("who continued where outlives the process, on either side")
    func restart() async throws {
        let scene = try await scene()
        let aliceToo = scene.fixture.device("alice", 2)
        try scene.boToo.send("call:accept", to: "alice", takeOver)
        try aliceToo.send("call:accept", to: "bo", takeOver)
        try scene.fixture.restart()
        let call = try #require(scene.fixture.call(of: "bo"))
        #expect(call.caller == aliceToo.endpoint)
        #expect(call.device(of: scene.bo.endpoint.user) == scene.boToo.endpoint)
    }

    @Test("without the word for it an accept from another device changes nothing")
    func withoutTakeOver() async throws {
        let scene = try await scene()
        try scene.boToo.send("call:accept", to: "alice", ["call_id": Samples.call, "take_over": false])
        #expect(try scene.boToo.story() == ["call:end(answered_elsewhere)"])
        #expect(scene.fixture.call(of: "bo")?.device(of: scene.bo.endpoint.user) == scene.bo.endpoint)
        try scene.boToo.send("call:accept", to: "alice", ["call_id": Samples.call, "take_over": "yes"])
        #expect(try scene.boToo.story().first == "session:error(invalid_payload)")
    }

    @Test("signing out ends the call on both sides, before the socket closes")
    func signOut() async throws {
        let scene = try await scene()
        scene.fixture.process(.signedOut([Samples.session(of: "alice")]))
        #expect(try scene.bo.story() == ["call:end(signed_out)", "session:call(none)"])
        #expect(try scene.alice.story().first == "call:end(signed_out)")
        #expect(scene.alice.link.closing == .signedOut)
        #expect(scene.fixture.call(of: "bo") == nil)
    }

    @Test("it does so also where the device has no socket at the moment")
    func signOutWithoutSocket() async throws {
        let scene = try await scene()
        scene.alice.disconnect()
        _ = try scene.bo.take()
        #expect(
            scene.fixture.service.openSessions.contains(Samples.session(of: "alice")),
            "whoever looks which sessions have ended looks at this one, too")
        scene.fixture.process(.signedOut([Samples.session(of: "alice")]))
        #expect(try scene.bo.story() == ["call:end(signed_out)", "session:call(none)"])
    }

    @Test("it rings no longer at somebody whose account was closed, whether they are connected or not")
    func accountClosed() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        for bo in [fixture.device("bo"), nil] {
            let id = bo == nil ? Samples.otherCall : Samples.call
            try alice.send("call:initiate", to: "bo", ["call_id": id])
            _ = try (alice.take(), bo?.take())
            #expect(fixture.service.peopleRung == [UserID("bo")!])
            fixture.process(.accountClosed(UserID("bo")!), .signedOut([Samples.session(of: "bo")]))
            #expect(try alice.story() == ["call:end(signed_out)", "session:call(none)"])
            #expect(fixture.service.peopleRung.isEmpty && fixture.call(of: "alice") == nil)
            if let bo {
                #expect(try bo.story().first == "call:end(signed_out)")
                bo.disconnect()
            }
        }
        #expect(try await fixture.timeline().suffix(1) == ["call:end"])
    }

    @Test("whoever was disabled or removed a moment ago is not called, though their page is still connected")
    func closedCallee() async throws {
        let fixture = try await CallFixture()
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        _ = try (alice.take(), bo.take())
        let accounts = SQLiteAccountStore(fixture.database.database)
        _ = try await accounts.setDisabled(true, of: UserID("bo")!, by: nil)
        try alice.send("call:initiate", to: "bo", ["call_id": Samples.call])
        #expect(try alice.story() == ["session:error(user_disabled)", "session:call(none)"])
        _ = try await accounts.remove(UserID("bo")!, verifiedHash: nil, by: nil, at: fixture.now)
        try alice.send("call:initiate", to: "bo", ["call_id": Samples.call])
        #expect(try alice.story() == ["session:error(unknown_user)", "session:call(none)"])
        #expect(try bo.story() == [])
    }

    @Test("another session's end is nobody else's")
    func otherSession() async throws {
        let scene = try await scene()
        scene.alice.disconnect()
        scene.fixture.process(.signedOut([Samples.session(of: "carl")]))
        #expect(scene.fixture.call(of: "bo") != nil)
    }

    @Test("a device that is gone for good is remembered no longer than its call")
    func forgotten() async throws {
        let scene = try await scene()
        scene.alice.disconnect()
        try scene.bo.send("call:end", to: "alice", ["call_id": Samples.call, "reason": "hung_up"])
        scene.boToo.disconnect()
        #expect(!scene.fixture.service.openSessions.contains(Samples.session(of: "alice")))
    }
}
