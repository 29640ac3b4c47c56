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
            .mute: [("muted", #""kind":"muted""#), ("unmuted", #""kind":"unmuted""#)],
            .end: [("hung_up", #""kind":"ended","reason":"hung_up""#)],
            .report: [
                ("connecting", #""kind":"media","media":"connecting""#), ("odd", #""kind":"unknown""#),
                (
                    "connected host/udp rtt=4/8ms",
                    #""path":"host","reports":null,"round_trip":{"mean":4,"worst":8},"span":"minute","transport":"udp""#
                ),
                ("in-all host", #""loss":null,"path":"host""#),
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

    @Test("everything else is told to both")
    func rest() {
        for kind in TimelineEntry.Kind.allCases {
            let line = Story.read(kind, "bo")
            #expect(line.forTheOther == line)
        }
    }
}
