import CallCore
import Foundation
import Testing

@testable import CallStory

/// Lines as JSON, and what the other person of a call is not told.
struct ToldLineTests {
    private func json(_ line: StoryLine, words: String? = nil) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(ToldLine(line, who: "peer", words: words)), as: UTF8.self)
    }

    @Test("every kind of line has its word and its fields")
    func everyKind() throws {
        let told: [TimelineEntry.Kind: [(String?, String)]] = [
            .initiate: [
                ("ringing", #""kind":"placed","reach":"ringing""#), (nil, #""kind":"placed","reach":null"#),
            ],
            .accept: [(nil, #""kind":"accepted""#), ("take_over", #""kind":"continued""#)],
            .reject: [("declined", #""kind":"declined","reason":"declined""#), ("odd", #""reason":null"#)],
            .offer: [(nil, #""kind":"offered""#)],
            .answer: [(nil, #""kind":"answered""#)],
            .mute: [("muted", #""kind":"muted""#)],
            .end: [("hung_up", #""kind":"ended","reason":"hung_up""#)],
            .report: [
                ("connecting", #""kind":"media","media":"connecting""#), ("odd", #""kind":"unknown""#),
                (
                    "connected host/udp rtt=4/8ms",
                    #""path":"host","reports":null,"round_trip":{"highest":8,"mean":4},"span":"minute","transport":"udp""#
                ),
                (
                    "connected host codec=opus level=-30/-9dB",
                    #""codec":"opus","concealed":null,"device":1,"jitter":null,"kind":"sounded","level":{"highest":-9,"mean":-30}"#
                ),
                ("in-all host", #""level":null,"loss":null,"path":"host""#),
                ("in-all host", #""span":"call""#),
            ],
            .connected: [("replaced", #""kind":"connected","replaced":true"#)],
            .disconnected: [(nil, #""kind":"disconnected""#)],
            .notified: [("not_taken", #""kind":"notified","taken":false"#)],
            .deadline: [("ring", #""deadline":"ring","device":1,"kind":"deadline_passed""#)],
            .restarted: [(nil, #""kind":"server_restarted""#)],
        ]
        for kind in TimelineEntry.Kind.allCases {
            #expect(told[kind] != nil, "\(kind)")
            for (detail, fields) in told[kind] ?? [] {
                #expect(try json(Story.read(kind, "bo", detail: detail)).contains(fields), "\(kind)")
            }
        }
    }

    @Test("switching the microphone on again has a word of its own")
    func unmuted() throws {
        let lines = Story.lines([(.mute, "bo", "muted"), (.mute, "bo", "unmuted")])
        #expect(try json(lines[1]).contains(#""kind":"unmuted""#))
    }

    @Test("when, who, and at which device, which the server has none of")
    func frame() throws {
        let expected =
            #"{"at":"2025-11-28T09:00:00.000Z","device":null,"kind":"server_restarted","who":"peer"}"#
        #expect(try json(Story.read(.restarted, nil)) == expected)
        #expect(
            try json(Story.read(.restarted, nil), words: "was started").contains(#""words":"was started""#))
    }

    @Test("what somebody has chosen, and what servers answered in their network, is told to them alone")
    func otherSide() throws {
        let line = Story.read(
            .report, "bo", detail: "connecting gathered=relay stun=701 turn/udp=701 turn/tls=401 relay-only")
        let own = try json(line)
        #expect(own.contains(#""relay_only":true"#))
        #expect(own.contains(#""faults":{"stun":701,"turn_tls":401,"turn_udp":701}"#))
        let told = try json(line.forTheOther)
        #expect(told.contains(#""complete":true"#) && told.contains(#""found":["relay"]"#))
        for secret in ["relay_only", "faults", "701", "401"] { #expect(!told.contains(secret), "\(told)") }
    }

    @Test("by which protocol somebody reaches their relay is told to them alone; of a direct way both know")
    func relay() throws {
        let relayed = Story.read(.report, "bo", detail: "connected relay/tls rtt=41/80ms")
        #expect(try json(relayed).contains(#""transport":"tls""#))
        let told = try json(relayed.forTheOther)
        #expect(told.contains(#""path":"relay""#) && told.contains(#""transport":null"#))
        #expect(told.contains(#""highest":80"#))
        let direct = Story.read(.report, "bo", detail: "connected srflx/udp rtt=41/80ms")
        #expect(direct.forTheOther == direct)
    }

    @Test("everything else is told to both")
    func rest() {
        for kind in TimelineEntry.Kind.allCases {
            let line = Story.read(kind, "bo")
            #expect(line.forTheOther == line)
        }
    }
}
