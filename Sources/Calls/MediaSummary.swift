import CallCore
import Signaling

/// Several reports of a device as one: of each measure the mean and the highest, which is the worst but of the level.
struct MediaSummary: Hashable {
    /// When the first of them came.
    let began: Timestamp
    /// How the packets travel, as the last of them has told; nil when none has.
    private(set) var way: String?
    /// What the sound is encoded with, as the last of them has told.
    private var codec: MediaReport.Codec?
    private var reports = 1
    private var roundTrip: Measure
    private var loss: Measure
    private var jitter: Measure
    private var concealed: Measure
    private var level: Measure

    /// A first report.
    init(of report: MediaReport, at now: Timestamp) {
        began = now
        way = report.way
        codec = report.codec
        roundTrip = Measure(report.roundTrip)
        loss = Measure(report.loss)
        jitter = Measure(report.jitter)
        concealed = Measure(report.concealed)
        level = Measure(report.level)
    }

    /// One more.
    mutating func add(_ report: MediaReport) {
        self = adding(MediaSummary(of: report, at: began))
    }

    /// With those that came after.
    func adding(_ later: MediaSummary) -> MediaSummary {
        var both = self
        both.way = later.way ?? way
        both.codec = later.codec ?? codec
        both.reports += later.reports
        both.roundTrip.add(later.roundTrip)
        both.loss.add(later.loss)
        both.jitter.add(later.jitter)
        both.concealed.add(later.concealed)
        both.level.add(later.level)
        return both
    }

    /// One line: `relay/udp codec=opus rtt=41/80ms loss=1/12% jitter=5/9ms concealed=0/3% level=-31/-18dB reports=6`.
    var text: String {
        let measures = [
            roundTrip.text("rtt", scale: 1, unit: "ms"), loss.text("loss", scale: 100, unit: "%"),
            jitter.text("jitter", scale: 1, unit: "ms"), concealed.text("concealed", scale: 100, unit: "%"),
            level.text("level", scale: 1, unit: "dB"),
        ]
        return ([way, codec.map { "codec=\($0.rawValue)" }] + measures + ["reports=\(reports)"]).compactMap(
            \.self
        ).joined(separator: " ")
    }
}

extension MediaSummary {
    /// One number of several reports, as far as they have it.
    private struct Measure: Hashable {
        private var count: Int
        private var sum: Double
        private var highest: Double

        init(_ value: Double?) {
            count = value == nil ? 0 : 1
            sum = value ?? 0
            highest = value ?? -.infinity
        }

        mutating func add(_ other: Measure) {
            count += other.count
            sum += other.sum
            highest = max(highest, other.highest)
        }

        /// nil when no report has it.
        func text(_ name: String, scale: Double, unit: String) -> String? {
            guard count > 0 else { return nil }
            func whole(_ value: Double) -> Int { Int((value * scale).rounded()) }
            return "\(name)=\(whole(sum / Double(count)))/\(whole(highest))\(unit)"
        }
    }
}
