import CallCore
import CallStory
import Signaling
import Storage
import TestSupport
import Testing

@testable import Calls

struct MediaDigestTests {
    private static let start = Timestamp(milliseconds: 1_700_000_000_000)
    private static let call = CallID(Samples.call)!
    private static let bo = Endpoint(
        user: UserID("bo")!, device: DeviceID("00000000-0000-4000-8000-000000000002")!)
    private static let alice = Endpoint(
        user: UserID("alice")!, device: DeviceID("00000000-0000-4000-8000-000000000001")!)

    private func report(
        _ path: MediaReport.CandidateType = .host, rtt: Double? = 20, loss: Double? = 0, jitter: Double? = 2,
        concealed: Double? = 0, codec: MediaReport.Codec? = nil, level: Double? = nil
    ) throws -> MediaReport {
        try #require(
            MediaReport(
                call: Self.call, media: .connected, path: path, transport: .udp, codec: codec, roundTrip: rtt,
                loss: loss, jitter: jitter, concealed: concealed, level: level, gathering: nil))
    }

    private func after(_ seconds: Int) -> Timestamp { Self.start.advanced(by: .seconds(seconds)) }

    @Test("six reports are a line: of each measure the mean and the highest")
    func minute() throws {
        var digest = MediaDigest()
        for (second, loss) in [(10, 0), (20, 0.12), (30, 0), (40, 0), (50, 0), (60, 0)] {
            let report = try report(rtt: second == 60 ? 80 : 20, loss: loss, jitter: nil)
            #expect(digest.take(report, of: Self.call, from: Self.bo, at: after(second)).isEmpty)
        }
        let lines = digest.take(try report(), of: Self.call, from: Self.bo, at: after(70))
        #expect(
            lines == [
                TimelineEntry(
                    at: after(70), kind: .report, endpoint: Self.bo,
                    detail: "connected host/udp rtt=30/80ms loss=2/12% concealed=0/0% reports=6")
            ])
    }

    @Test("another way of the packets ends a line")
    func otherWay() throws {
        var digest = MediaDigest()
        #expect(digest.take(try report(.host), of: Self.call, from: Self.bo, at: after(10)).isEmpty)
        let lines = digest.take(try report(.relay), of: Self.call, from: Self.bo, at: after(12))
        #expect(
            lines.map(\.detail) == [
                "connected host/udp rtt=20/20ms loss=0/0% jitter=2/2ms concealed=0/0% reports=1"
            ])
        #expect(
            digest.finish(Self.call, at: after(13)).compactMap(\.detail).first?.hasPrefix(
                "connected relay/udp") == true)
    }

    @Test(
        "at the end comes what is left, and where there was a line before, all of it; each device by itself")
    func end() throws {
        var digest = MediaDigest()
        _ = digest.take(try report(loss: 0.5), of: Self.call, from: Self.bo, at: after(10))
        _ = digest.take(try report(), of: Self.call, from: Self.bo, at: after(70))
        _ = digest.take(try report(concealed: 0.25), of: Self.call, from: Self.alice, at: after(71))
        #expect(
            digest.finish(Self.call, at: after(75)).map {
                "\($0.endpoint?.user.description ?? "-"): \($0.detail ?? "-")"
            } == [
                "alice: connected host/udp rtt=20/20ms loss=0/0% jitter=2/2ms concealed=25/25% reports=1",
                "bo: connected host/udp rtt=20/20ms loss=0/0% jitter=2/2ms concealed=0/0% reports=1",
                "bo: in-all host/udp rtt=20/20ms loss=25/50% jitter=2/2ms concealed=0/0% reports=2",
            ])
        #expect(digest.finish(Self.call, at: after(76)).isEmpty)
    }

    @Test(
        "however long a call goes on, its sound has so many lines and no more, and nothing told is left out")
    func bounded() throws {
        var digest = MediaDigest()
        let minutes = MediaDigest.linesPerCall + 50
        var lines = 0
        for minute in 0...minutes {
            lines += digest.take(try report(), of: Self.call, from: Self.bo, at: after(60 * minute)).count
        }
        #expect(lines == MediaDigest.linesPerCall)
        let last = digest.finish(Self.call, at: after(0)).compactMap(\.detail)
        #expect(last.first?.hasSuffix("reports=51") == true)
        #expect(last.last?.hasSuffix("reports=\(minutes + 1)") == true)
    }

    @Test("whoever moves a call from device to device fills no memory")
    func manyDevices() throws {
        var digest = MediaDigest()
        for number in 10..<60 {
            let device = DeviceID("00000000-0000-4000-8000-0000000000\(number)")!
            let endpoint = Endpoint(user: UserID("bo")!, device: device)
            _ = digest.take(try report(), of: Self.call, from: endpoint, at: after(10))
        }
        #expect(digest.finish(Self.call, at: after(20)).count == MediaDigest.devicesPerCall)
    }

    @Test("what is decided twice, because it could not be saved, is counted once")
    func failingStore() async throws {
        let fixture = try await CallFixture()
        let journal = FailingJournal(try SQLiteCallJournal(fixture.database.database))
        try fixture.restart(journal)
        let (alice, _) = try fixture.conversation()
        let carl = fixture.device("carl")
        journal.fail(true)
        // What waits for the commit of a call that is busy.
        fixture.process(
            try carl.says("call:initiate", to: "alice", ["call_id": Samples.otherCall]),
            try alice.reports("connected", ["path": "host", "loss": 0]))
        #expect(try carl.story().contains("session:error(cannot_save)"))
        journal.fail(false)
        fixture.advance(by: .seconds(5))
        try alice.send("call:end", to: "bo", ["call_id": Samples.call, "reason": "hung_up"])
        fixture.advance(by: TimelineBuffer.patience)
        let lines = try await fixture.history.timeline(of: Self.call)
        #expect(lines.last?.detail == "connected host loss=0/0% reports=1")
    }

    @Test("reports of a call are no lines of their own, and what they told stands behind its ending")
    func timeline() async throws {
        let fixture = try await CallFixture()
        let (alice, bo) = try fixture.conversation()
        for _ in 0..<3 {
            fixture.advance(by: .seconds(10))
            try alice.report("connected", ["path": "host", "transport": "udp", "loss": 0.1])
        }
        try bo.report("reconnecting", [:])
        #expect(try alice.story().isEmpty && bo.story().isEmpty)
        try alice.send("call:end", to: "bo", ["call_id": Samples.call, "reason": "hung_up"])
        try alice.report("connected", ["path": "host", "transport": "udp", "loss": 0.1])
        fixture.advance(by: TimelineBuffer.patience)
        let lines = try await fixture.history.timeline(of: Self.call).filter { $0.kind.hasPrefix("session") }
        #expect(lines.map(\.detail) == ["reconnecting", "connected host/udp loss=10/10% reports=3"])
        #expect(lines.map(\.endpoint) == [bo.endpoint, alice.endpoint])
    }

    @Test("what is written down of the sound is read again, number by number")
    func readAgain() throws {
        var digest = MediaDigest()
        let bo = Endpoint(user: UserID("bo")!, device: DeviceID("00000000-0000-4000-8000-000000000001")!)
        for (roundTrip, loss) in [(40.0, 0.0), (80, 0.25)] {
            let report = try #require(
                MediaReport(
                    call: Self.call, media: .connected, path: .relay, transport: .tcp, roundTrip: roundTrip,
                    loss: loss, jitter: 5, concealed: nil, gathering: nil))
            _ = digest.take(report, of: Self.call, from: bo, at: after(0))
        }
        let lines = StoryReader.read(
            digest.finish(Self.call, at: after(20)), caller: UserID("alice")!, callee: bo.user)
        guard case .sounded(let sound)? = lines.first?.event else { return #expect(lines.isEmpty) }
        #expect(sound.path == .relay && sound.transport == .tcp && sound.reports == 2)
        #expect(sound.roundTrip == .init(mean: 60, highest: 80) && sound.loss == .init(mean: 13, highest: 25))
        #expect(sound.jitter == .init(mean: 5, highest: 5) && sound.concealed == nil)
    }

    @Test("of the level the loudest is told, also where a report has none, and of codecs the last")
    func level() throws {
        var digest = MediaDigest()
        for (codec, level) in [(.opus, -40), (.opus, nil), (.red, -20), (nil, -33)]
            as [(MediaReport.Codec?, Double?)]
        {
            let report = try report(
                rtt: nil, loss: nil, jitter: nil, concealed: nil, codec: codec, level: level)
            _ = digest.take(report, of: Self.call, from: Self.bo, at: after(1))
        }
        #expect(
            digest.finish(Self.call, at: after(2)).map(\.detail) == [
                "connected host/udp codec=red level=-31/-20dB reports=4"
            ])
    }

    @Test("what waits to be saved of a call is saved for whoever reads it, or later where it cannot be")
    func flush() async throws {
        let fixture = try await CallFixture()
        let journal = FailingJournal(try SQLiteCallJournal(fixture.database.database))
        try fixture.restart(journal)
        let (alice, _) = try fixture.conversation()
        try alice.report("reconnecting", [:])
        #expect(try await fixture.history.timeline(of: Self.call).count == 2)
        fixture.service.flushTimeline(of: CallID(Samples.otherCall)!, at: fixture.now)
        #expect(try await fixture.history.timeline(of: Self.call).count == 2)
        fixture.service.flushTimeline(of: Self.call, at: fixture.now)
        #expect(try await fixture.history.timeline(of: Self.call).count == 3)

        journal.fail(true)
        try alice.report("reconnecting", [:])
        fixture.service.flushTimeline(of: Self.call, at: fixture.now)
        #expect(try await fixture.history.timeline(of: Self.call).count == 3)
        journal.fail(false)
        fixture.advance(by: .seconds(2))
        #expect(try await fixture.history.timeline(of: Self.call).count == 4)
    }

    @Test("whoever is not in the call has nothing to tell about it")
    func strangers() async throws {
        let fixture = try await CallFixture()
        let (alice, _) = try fixture.conversation()
        let carl = fixture.device("carl")
        try carl.report("connected", ["loss": 1])
        try alice.send("call:end", to: "bo", ["call_id": Samples.call, "reason": "hung_up"])
        #expect(try await fixture.timeline().allSatisfy { $0 != "session:report" })
    }
}

extension Device {
    /// Tells of its media.
    func report(_ media: String, _ measures: [String: Any]) throws {
        fixture.process(try reports(media, measures))
    }

    /// That it tells of its media.
    func reports(_ media: String, _ measures: [String: Any]) throws -> ServiceInput {
        try says(
            "session:report", to: "server",
            measures.merging(["call_id": Samples.call, "media": media]) { measure, _ in measure })
    }
}
