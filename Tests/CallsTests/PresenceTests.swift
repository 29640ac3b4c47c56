import CallCore
import TestSupport
import Testing

@testable import Calls

/// Who came and went is told to everybody, together and not too often.
struct PresenceTests {
    private func changes(_ device: Device) throws -> [String] {
        try device.link.take().map(Message.init).filter { $0.type == "session:presence" }.map { message in
            let online = message.payload["online"] as? [String] ?? []
            let offline = message.payload["offline"] as? [String] ?? []
            return "\(message.payload["sequence"] ?? "?"): +\(online.sorted()) -\(offline.sorted())"
        }
    }

    @Test("those who come together are told together, after a short pause")
    func together() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        fixture.advance(by: .seconds(5))
        _ = alice.link.take()
        _ = fixture.device("bo")
        _ = fixture.device("carl")
        fixture.advance(by: .milliseconds(299))
        #expect(try changes(alice) == [])
        fixture.advance(by: .milliseconds(1))
        #expect(try changes(alice) == [#"2: +["bo", "carl"] -[]"#])
    }

    @Test("a person is told once, not for each device")
    func onePerson() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let phone = fixture.device("bo", 1)
        let laptop = fixture.device("bo", 2)
        fixture.advance(by: .seconds(2))
        #expect(try changes(alice) == [#"1: +["alice", "bo"] -[]"#])
        phone.disconnect()
        fixture.advance(by: .seconds(2))
        #expect(try changes(alice) == [])
        laptop.disconnect()
        fixture.advance(by: .seconds(2))
        #expect(try changes(alice) == [#"2: +[] -["bo"]"#])
    }

    @Test(
        "a page that does not run is nowhere: nobody is told that it is there, and it does not ring until it runs"
    )
    func silence() async throws {
        let fixture = try await CallFixture()
        let (alice, bo) = (fixture.device("alice"), fixture.device("bo"))
        fixture.advance(by: .seconds(2))
        _ = (alice.link.take(), bo.link.take())
        fixture.process(.fellSilent(bo.connection))
        fixture.advance(by: .seconds(2))
        #expect(try changes(alice) == [#"2: +[] -["bo"]"#])

        try alice.send("call:initiate", to: "bo", ["call_id": Samples.call])
        let calling = try #require(try alice.take().last?.payload["call"] as? [String: Any])
        #expect(calling["peer_signaling"] as? Bool == false)
        fixture.advance(by: .seconds(5))
        #expect(bo.link.take() == [], "what it would hear is old by the time it runs")

        fixture.process(.spokeAgain(bo.connection))
        #expect(try bo.story() == ["session:ready(ringing)", "call:incoming"])
        let ringing = try #require(try alice.take().last?.payload["call"] as? [String: Any])
        #expect(ringing["peer_signaling"] as? Bool == true)
        fixture.advance(by: .seconds(2))
        #expect(try changes(alice) == [#"3: +["bo"] -[]"#])
    }

    @Test("a page that falls silent before its welcome could be sent hears nothing until it speaks")
    func silentBeforeReady() async throws {
        let fixture = try await CallFixture()
        let (alice, bo) = (fixture.device("alice"), fixture.newDevice("bo"))
        // What must be saved holds up all that is decided behind it.
        fixture.process(
            try alice.says("call:initiate", to: "carl", ["call_id": Samples.call]), bo.opened,
            .fellSilent(bo.connection))
        #expect(try bo.story() == [])
        fixture.process(.spokeAgain(bo.connection))
        #expect(try bo.story() == ["session:ready(none)"])
    }

    @Test(
        "a silent page that loses its socket as well is gone once, and another device of the person is there")
    func silentAndGone() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let (phone, laptop) = (fixture.device("bo", 1), fixture.device("bo", 2))
        fixture.advance(by: .seconds(2))
        _ = alice.link.take()
        fixture.process(.fellSilent(phone.connection))
        fixture.advance(by: .seconds(2))
        #expect(try changes(alice) == [])
        phone.disconnect()
        fixture.process(.spokeAgain(phone.connection))
        laptop.disconnect()
        fixture.advance(by: .seconds(2))
        #expect(try changes(alice) == [#"2: +[] -["bo"]"#])
    }

    @Test("a page that is loaded again was never away")
    func reload() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        let bo = fixture.device("bo")
        fixture.advance(by: .seconds(2))
        _ = alice.link.take()
        bo.disconnect()
        fixture.advance(by: .milliseconds(200))
        _ = fixture.device("bo")
        fixture.advance(by: .seconds(5))
        #expect(try changes(alice) == [])
    }

    @Test("it is told at most once a second")
    func interval() async throws {
        let fixture = try await CallFixture()
        let alice = fixture.device("alice")
        fixture.advance(by: .milliseconds(300))
        #expect(try changes(alice).count == 1)
        _ = fixture.device("bo")
        fixture.advance(by: .milliseconds(999))
        #expect(try changes(alice) == [])
        fixture.advance(by: .milliseconds(1))
        #expect(try changes(alice) == [#"2: +["bo"] -[]"#])
    }

    @Test("whoever asks is told what everybody has been told, and up to which telling")
    func list() async throws {
        let fixture = try await CallFixture()
        _ = fixture.device("alice")
        fixture.advance(by: .seconds(1))
        let bo = fixture.device("bo")
        #expect(fixture.service.presenceList == PresenceList(sequence: 1, online: [UserID("alice")!]))
        fixture.advance(by: .seconds(1))
        bo.disconnect()
        #expect(
            fixture.service.presenceList
                == PresenceList(sequence: 2, online: [UserID("alice")!, UserID("bo")!]))
    }
}
