import CallCore
import Signaling
import Testing

@testable import CallStory

/// What lines of a timeline mean.
struct StoryReaderTests {
    @Test("every kind of line is understood")
    func everyKind() {
        // A kind that is new must be thought of here.
        let meanings: [TimelineEntry.Kind: [(String?, StoryEvent)]] = [
            .initiate: [("ringing", .placed(.ringing)), (nil, .placed(nil)), ("loudly", .placed(nil))],
            .accept: [(nil, .accepted), ("take_over", .continued)],
            .reject: [("declined", .declined(.declined)), ("no_mood", .declined(nil))],
            .offer: [(nil, .offered)],
            .answer: [(nil, .answered)],
            .mute: [("muted", .muted(true))],
            .end: [("hung_up", .ended(.hungUp)), (nil, .ended(nil))],
            .report: [
                ("reconnecting", .toldMedia(.reconnecting)), ("singing", .unknown), (nil, .unknown),
                ("", .unknown),
            ],
            .connected: [
                (nil, .connected(isReplacement: false)), ("replaced", .connected(isReplacement: true)),
            ],
            .disconnected: [(nil, .disconnected)],
            .notified: [(nil, .notified(isTaken: true)), ("not_taken", .notified(isTaken: false))],
            .deadline: [
                ("ring", .deadlinePassed(.ring)), ("abandonment", .deadlinePassed(.abandonment)),
                ("tea", .deadlinePassed(nil)),
            ],
            .restarted: [(nil, .serverRestarted)],
        ]
        for kind in TimelineEntry.Kind.allCases {
            for (detail, event) in meanings[kind] ?? [] {
                #expect(Story.read(kind, "alice", detail: detail).event == event, "\(kind) \(detail ?? "-")")
            }
            #expect(meanings[kind] != nil, "\(kind)")
        }
    }

    @Test("a kind of another version is unknown, and its detail is told to nobody")
    func unknownKind() throws {
        let entry = TimelineEntry(
            at: Story.began, kind: "call:sing", endpoint: nil, detail: "v=0 a=candidate:1")
        var reader = Story.reader
        #expect(reader.read(entry) == StoryLine(at: Story.began, side: .server, event: .unknown))
    }

    @Test("the first accept answers, later ones ask for an offer; another device goes on")
    func accepts() {
        let events = Story.events([
            (.initiate, "alice", nil), (.initiate, "alice", nil), (.accept, "bo", nil), (.accept, "bo", nil),
            (.accept, "bo", "take_over"), (.initiate, "bo", nil),
        ])
        #expect(events == [.placed(nil), .askedAgain, .accepted, .wantsOffer, .continued, .askedAgain])
    }

    @Test("who is called and calls as well answers so")
    func glare() {
        let events = Story.events([(.initiate, "alice", nil), (.initiate, "bo", nil), (.accept, "bo", nil)])
        #expect(events == [.placed(nil), .calledBack, .wantsOffer])
    }

    @Test("devices are counted for each person, in the order in which they come")
    func devices() {
        var reader = Story.reader
        let sides = [("alice", 7), ("bo", 9), ("bo", 8), ("bo", 9), ("alice", 7)].map { user, number in
            reader.read(
                TimelineEntry(at: Story.began, kind: .connected, endpoint: Story.endpoint(user, number)))?
                .side
        }
        #expect(
            sides == [
                .caller(device: 1), .callee(device: 1), .callee(device: 2), .callee(device: 1),
                .caller(device: 1),
            ])
    }

    @Test("whether somebody is muted is told when it changes, and of each of the two apart")
    func mute() {
        let events = Story.lines([
            (.mute, "alice", "unmuted"), (.mute, "alice", "muted"), (.mute, "alice", "muted"),
            (.mute, "bo", "muted"), (.mute, "alice", "unmuted"), (.mute, "alice", "unmuted"),
            (.mute, "bo", "muted"),
        ])
        #expect(
            events.map { "\(CallOutline.role($0.side)) \($0.event)" } == [
                "caller muted(true)", "callee muted(true)", "caller muted(false)",
            ])
    }

    @Test("a call that goes on at another device is muted or not as that one says")
    func muteElsewhere() {
        var reader = Story.reader
        let told = [(1, "muted"), (2, "muted"), (2, "unmuted"), (1, "unmuted"), (1, "muted"), (2, "unmuted")]
            .map {
                number, detail in
                reader.read(
                    TimelineEntry(
                        at: Story.began, kind: .mute, endpoint: Story.endpoint("bo", number), detail: detail))
                    != nil
            }
        #expect(told == [true, true, true, false, true, true])
    }

    @Test("a line by none of the two is left out")
    func stranger() {
        var reader = Story.reader
        #expect(
            reader.read(TimelineEntry(at: Story.began, kind: .end, endpoint: Story.endpoint("carl", 1)))
                == nil)
    }

    @Test("how it sounded is read number by number, and what is not known says nothing")
    func sound() throws {
        let whole =
            "connected relay/udp codec=opus rtt=41/80ms loss=1/12% jitter=5/9ms concealed=0/3% level=-31/-18dB reports=6"
        guard case .sounded(let sound) = Story.report(whole) else { throw Story.Unexpected() }
        #expect(sound.span == .minute && sound.path == .relay && sound.transport == .udp)
        #expect(sound.roundTrip == .init(mean: 41, highest: 80) && sound.loss == .init(mean: 1, highest: 12))
        #expect(sound.jitter == .init(mean: 5, highest: 9) && sound.concealed == .init(mean: 0, highest: 3))
        #expect(sound.codec == .opus && sound.level == .init(mean: -31, highest: -18))
        #expect(sound.reports == 6)

        guard case .sounded(let less) = Story.report("in-all host rtt=fast loss=1 mood=3/4% x") else {
            throw Story.Unexpected()
        }
        #expect(less.span == .call && less.path == .host && less.transport == nil)
        #expect(less.roundTrip == nil && less.loss == nil && less.reports == nil)
    }

    @Test("a search is read as it was written")
    func search() throws {
        let line = "connecting gathered=host,srflx stun=701 turn/udp=701 turn/tcp=401 turn/tls=486 relay-only"
        let expected = PathSearch(
            media: .connecting, isComplete: true, found: .init(host: true, srflx: true, relay: false),
            own: .init(isRelayOnly: true, faults: .init(stun: 701, turnUDP: 701, turnTCP: 401, turnTLS: 486)))
        #expect(Story.report(line) == .searched(expected))
        let nothing = PathSearch(
            media: .reconnecting, isComplete: false, found: .init(host: false, srflx: false, relay: false),
            own: .init(isRelayOnly: false, faults: .init(stun: nil, turnUDP: nil, turnTCP: nil, turnTLS: nil))
        )
        #expect(Story.report("reconnecting gathering=nothing turn/udp=99999") == .searched(nothing))
    }
}
