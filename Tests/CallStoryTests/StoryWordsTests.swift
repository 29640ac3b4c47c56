import CallCore
import Signaling
import Testing

@testable import CallStory

/// What is said of lines and calls, in words.
struct StoryWordsTests {
    private func words(_ kind: TimelineEntry.Kind, _ user: String?, _ detail: String? = nil) -> String {
        Story.ended(.hungUp).words(Story.read(kind, user, detail: detail))
    }

    @Test("every kind of line has its sentence")
    func everyKind() {
        let sentences: [TimelineEntry.Kind: [(String?, String?, String)]] = [
            .initiate: [
                ("alice", "ringing", "calls bo, and it rings there"),
                ("alice", "notifying", "calls bo, who has no page open: their closed browsers are notified"),
                ("alice", "notified", "calls bo, who has no page open: their closed browsers were notified"),
                ("alice", "offline", "calls bo, who has no page open and no browser that can be notified"),
                ("alice", nil, "calls bo"),
            ],
            .accept: [("bo", nil, "answers"), ("bo", "take_over", "goes on with the call at this device")],
            .reject: [
                ("bo", "declined", "declines"),
                ("bo", "microphone_unavailable", "declines, for there is no microphone"),
                ("bo", "busy", "declines (busy)"),
                ("bo", "odd", "declines, for a reason that this version does not know"),
            ],
            .offer: [("alice", nil, "offers a way for the sound")],
            .answer: [("bo", nil, "agrees to the offer")],
            .mute: [
                ("bo", "muted", "mutes the microphone"),
                ("bo", "unmuted", "switches the microphone on again"),
            ],
            .end: [
                ("bo", "hung_up", "hangs up"), ("alice", "cancelled", "gives up"),
                ("bo", "called_elsewhere", "calls from another device, which ends this call"),
                ("bo", "connect_failed", "ends the call: no way for the sound was found"),
                ("bo", "connection_lost", "ends the call: the way of the sound did not come back"),
                ("bo", "signed_out", "ends the call: signed out"),
                ("bo", "microphone_unavailable", "ends the call: there is no microphone"),
                ("bo", "abandoned", "ends the call (abandoned)"),
                ("bo", "odd", "ends the call, for a reason that this version does not know"),
            ],
            .report: [
                (
                    "bo",
                    "connected relay/udp codec=opus rtt=41/80ms loss=1/12% jitter=5/9ms concealed=0/3% level=-31/-18dB reports=6",
                    "heard by relay/udp in opus: round trip 41 ms (worst 80), lost 1 % (worst 12), jitter 5 ms (worst 9), made up 0 % (worst 3), level -31 dB (loudest -18)"
                ),
                ("bo", "in-all host/udp reports=9", "heard in all by host/udp"),
                ("bo", "connecting", "looks for a way for the sound"),
                ("bo", "reconnecting", "looks for a new way for the sound"),
                (
                    "bo", "connecting gathered=host,srflx turn/udp=701 turn/tcp=401 stun=300 relay-only",
                    "has found no way; addresses of its own: host, srflx; STUN: refused (300); relay by UDP: gave no answer (701); relay by TCP: refused the credentials (401); may use a relay only"
                ),
                (
                    "bo", "connecting gathering=nothing",
                    "has found no way yet, and still asks servers; addresses of its own: none"
                ),
                ("bo", "odd", "something that another version of Duet has noted"),
            ],
            .connected: [
                ("bo", nil, "connects to the server"),
                ("bo", "replaced", "connects to the server anew: its former connection was dead"),
            ],
            .disconnected: [("bo", nil, "loses its connection to the server")],
            .notified: [
                (nil, nil, "a push service has taken the notice for bo's closed browsers"),
                (nil, "not_taken", "no push service has taken the notice for bo's closed browsers"),
            ],
            .deadline: [
                (nil, "ring", "it has rung for long enough"),
                (nil, "abandonment", "both devices have been away for too long"),
                (nil, "odd", "a time is over that this version does not know"),
            ],
            .restarted: [(nil, nil, "was started and found the call")],
        ]
        for kind in TimelineEntry.Kind.allCases {
            #expect(sentences[kind] != nil, "\(kind)")
            for (user, detail, sentence) in sentences[kind] ?? [] {
                #expect(words(kind, user, detail) == sentence)
            }
        }
    }

    @Test("nothing of a detail is repeated that is not understood")
    func details() {
        let secret = "v=0 o=- candidate:1 1 udp 192.0.2.7 a=ice-pwd:abc Bearer xyz"
        for kind in TimelineEntry.Kind.allCases {
            for prefix in ["", "connected ", "connecting gathered=", "in-all "] {
                let said = words(kind, "bo", prefix + secret)
                for part in secret.split(separator: " ") where part.count > 4 {
                    #expect(!said.contains(part), "\(kind): \(said)")
                }
            }
        }
    }

    @Test("a call in one line: how long it rang and they talked, and how it ended, for every reason")
    func fates() {
        let answered: [(EndReason, String?, String)] = [
            (.hungUp, "bo", "bo hung up"), (.hungUp, nil, "somebody hung up"),
            (.connectFailed, nil, "no way for the sound was found"),
            (.connectionLost, "alice", "the way of the sound broke and did not come back"),
            (.abandoned, nil, "both devices were away for too long"), (.signedOut, "bo", "bo was signed out"),
            (.microphoneUnavailable, "bo", "bo had no microphone"),
            (.calledElsewhere, "alice", "alice called from another device"),
        ]
        for (reason, user, words) in answered {
            #expect(
                Story.ended(reason, by: user).words
                    == "alice called bo: rang 3 s, talked 1 min 12 s, \(words)")
        }
        let unanswered: [(EndReason, String?, String)] = [
            (.cancelled, "alice", "alice gave up before an answer"), (.declined, "bo", "bo declined"),
            (.declined, nil, "declined at once, because bo has blocked alice"),
            (.busy, nil, "bo was in another call"), (.noAnswer, nil, "nobody answered"),
            (.answeredElsewhere, nil, "answered at another device"),
            (.declinedElsewhere, nil, "declined at another device"),
        ]
        for (reason, user, words) in unanswered {
            let call = Story.ended(reason, by: user, isAnswered: false)
            #expect(call.words == "alice called bo: rang 1 min 15 s, \(words)")
            #expect(call.ending == "It ended after 1 min 15 s: \(words).")
        }
        #expect(Set((answered + unanswered).map(\.0)) == Set(EndReason.allCases))
    }

    @Test("a call that is not over rings or goes on")
    func running() {
        let ringing = Story.call(.ringing(.init(expiresAt: Story.began, callerConnected: true)))
        #expect(ringing.words == "alice called bo: rings" && ringing.ending == "It rings.")
        let inCall = Story.call(
            .inCall(
                .init(
                    answeredAt: Story.began.advanced(by: .milliseconds(3_900)),
                    calleeDevice: Story.endpoint("bo").device, signaling: .both)))
        #expect(inCall.words == "alice called bo: rang 3 s, goes on" && inCall.ending == "It goes on.")
    }

    @Test("times are said as people say them")
    func durations() {
        #expect(Duration.milliseconds(999).words == "0 s" && Duration.seconds(59).words == "59 s")
        #expect(Duration.seconds(60).words == "1 min 0 s" && Duration.seconds(3_599).words == "59 min 59 s")
        #expect(Duration.seconds(7_500).words == "2 h 5 min" && Duration.seconds(-5).words == "0 s")
    }
}
