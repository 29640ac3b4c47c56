import CallCore
import Signaling
import Testing

@testable import CallStory

/// What an operator is to look at after a call that failed.
struct AdviceTests {
    private func advice(
        _ reason: EndReason, by user: String? = nil, _ entries: [(TimelineEntry.Kind, String?, String?)] = []
    ) -> String? {
        Story.ended(reason, by: user).advice(Story.lines(entries))
    }

    @Test("where people have decided there is nothing to look at")
    func nothing() {
        for reason in [
            EndReason.hungUp, .cancelled, .calledElsewhere, .answeredElsewhere, .declinedElsewhere,
        ] {
            #expect(advice(reason, by: "bo") == nil)
        }
        #expect(advice(.declined, by: "bo") == nil)
        #expect(Story.call(.ringing(.init(expiresAt: Story.began, callerConnected: true))).advice([]) == nil)
    }

    @Test("blocked, busy, signed out, without a microphone")
    func people() throws {
        #expect(try #require(advice(.declined)).contains("bo can unblock alice"))
        #expect(try #require(advice(.busy)).contains("duet calls list --person bo"))
        #expect(
            try #require(advice(.signedOut, by: "bo")).contains("bo should look at where they are signed in"))
        #expect(
            try #require(advice(.microphoneUnavailable, by: "bo")).hasPrefix("bo must allow the microphone"))
    }

    @Test(
        "nobody answered: whether it rang, by what was told last",
        arguments: [
            ([(.initiate, "alice", "ringing")], "was open and told"),
            ([(.initiate, "alice", "offline")], "No page of bo's was open"),
            ([(.initiate, "alice", "offline"), (.connected, "bo", nil)], "was open and told"),
            ([(.initiate, "alice", "offline"), (.connected, "alice", nil)], "No page of bo's was open"),
            ([(.initiate, "alice", "notifying")], "had not answered"),
            ([(.initiate, "alice", "notifying"), (.notified, nil, nil)], "took the notice"),
            ([(.initiate, "alice", "notifying"), (.notified, nil, "not_taken")], "No page of bo's was open"),
            (
                [(.initiate, "alice", "notifying"), (.connected, "bo", nil), (.notified, nil, nil)],
                "was open and told"
            ),
            ([(.initiate, "alice", nil)], "does not tell whether it rang"),
        ] as [([(TimelineEntry.Kind, String?, String?)], String)])
    func noAnswer(entries: [(TimelineEntry.Kind, String?, String?)], said: String) throws {
        #expect(try #require(advice(.noAnswer, entries)).contains(said))
    }

    @Test(
        "no way was found: the surest reason, by what both have told last",
        arguments: [
            (nil, nil, "Neither device has told"),
            ("gathered=host", "gathered=host", "No relay is set up"),
            ("gathered=host turn/udp=401", "gathered=host", "The relay refused"),
            ("gathered=host,relay", "gathered=host turn/udp=701 turn/tcp=438", "The relay refused"),
            ("gathered=host turn/udp=486", "gathered=host,relay", "has no room"),
            ("gathered=host turn/udp=701", "gathered=host,relay", "alice's network does not let it reach"),
            ("gathered=host,relay", "gathered=host turn/udp=701", "bo's network does not let it reach"),
            ("gathered=host turn/udp=701", "gathered=host turn/udp=701", "Neither device reached the relay"),
            ("gathering=host", "gathering=host", "Neither device reached the relay"),
            ("gathered=relay", "gathered=relay", "carried nothing to the other"),
        ] as [(String?, String?, String)])
    func connectFailed(alice: String?, bo: String?, said: String) throws {
        let entries: [(TimelineEntry.Kind, String?, String?)] = [
            (.report, "alice", "connecting gathering=nothing turn/udp=403"),
            (.report, "alice", alice.map { "connecting \($0)" } ?? "connecting"),
            (.report, "bo", bo.map { "connecting \($0)" } ?? "connecting"),
        ]
        let told = try #require(advice(.connectFailed, alice == nil ? Array(entries.dropFirst()) : entries))
        #expect(told.contains(said), "\(told)")
    }

    @Test("the sound broke: who of the two had lost the server as well")
    func connectionLost() throws {
        let talk: [(TimelineEntry.Kind, String?, String?)] = [
            (.initiate, "alice", "ringing"), (.accept, "bo", nil), (.offer, "alice", nil),
            (.answer, "bo", nil),
        ]
        func told(_ more: [(TimelineEntry.Kind, String?, String?)]) throws -> String {
            try #require(advice(.connectionLost, talk + more))
        }
        #expect(try told([]).contains("only the way of the sound broke"))
        #expect(try told([(.disconnected, "bo", nil)]).hasPrefix("bo's device had lost the server"))
        #expect(try told([(.disconnected, "alice", nil)]).hasPrefix("alice's device had lost the server"))
        #expect(
            try told([(.disconnected, "bo", nil), (.disconnected, "alice", nil)]).hasPrefix(
                "Both devices had lost"))
        #expect(
            try told([(.disconnected, "bo", nil), (.connected, "bo", nil)]).contains(
                "only the way of the sound broke"))
    }

    @Test("what a device that had the call before tells after its end says nothing of who was in it")
    func afterTheEnd() throws {
        func entry(_ kind: TimelineEntry.Kind, _ device: Int, _ detail: String? = nil) -> TimelineEntry {
            TimelineEntry(
                at: Story.began, kind: kind, endpoint: Story.endpoint("bo", device), detail: detail)
        }
        // Bo went on at his second device and closed the first one, which is told of when the call is over.
        let entries = [
            Story.entry(.initiate, "alice"), entry(.accept, 1), entry(.accept, 2, "take_over"),
            entry(.disconnected, 1), Story.entry(.end, "alice", detail: "connection_lost"),
            entry(.report, 1, "connected host/udp rtt=4/8ms"),
        ]
        let lines = StoryReader.read(entries, caller: Story.alice, callee: Story.bo)
        #expect(
            try #require(Story.ended(.connectionLost, by: "alice").advice(lines)).contains(
                "only the way of the sound broke"))
    }

    @Test("another device of a person says nothing about the one in the call")
    func otherDevice() throws {
        let other = TimelineEntry(at: Story.began, kind: .disconnected, endpoint: Story.endpoint("bo", 2))
        let entries = [
            Story.entry(.initiate, "alice"), Story.entry(.accept, "bo"), Story.entry(.answer, "bo"), other,
        ]
        let lines = StoryReader.read(entries, caller: Story.alice, callee: Story.bo)
        let told = try #require(Story.ended(.connectionLost).advice(lines))
        #expect(told.contains("only the way of the sound broke"))
    }

    @Test("both were away: whether the server was started in the call")
    func abandoned() throws {
        #expect(try #require(advice(.abandoned)).hasPrefix("Both pages were closed"))
        #expect(
            try #require(advice(.abandoned, [(.restarted, nil, nil)])).hasPrefix(
                "The server was started again"))
    }
}
