import CallCore
import Signaling

/// Several reports of a device as one: of each measure the mean and the worst.
struct MediaSummary: Hashable {
    /// When the first of them came.
    let began: Timestamp
    /// How the packets travel, as the last of them has told; nil when none has.
    private(set) var way: String?
    private var reports = 1
    private var roundTrip: Measure
    private var loss: Measure
    private var jitter: Measure
    private var concealed: Measure

    /// A first report.
    init(of report: MediaReport, at now: Timestamp) {
        began = now
        way = report.way
        roundTrip = Measure(report.roundTrip)
        loss = Measure(report.loss)
        jitter = Measure(report.jitter)
        concealed = Measure(report.concealed)
    }

    /// One more.
    mutating func add(_ report: MediaReport) {
        self = adding(MediaSummary(of: report, at: began))
    }

    /// With those that came after.
    func adding(_ later: MediaSummary) -> MediaSummary {
        var both = self
        both.way = later.way ?? way
        both.reports += later.reports
        both.roundTrip.add(later.roundTrip)
        both.loss.add(later.loss)
        both.jitter.add(later.jitter)
        both.concealed.add(later.concealed)
        return both
    }

    /// One line: `relay/udp rtt=41/80ms loss=1/12% jitter=5/9ms concealed=0/3% reports=6`, of each the mean and the worst.
    var text: String {
        let measures = [
            roundTrip.text("rtt", scale: 1, unit: "ms"), loss.text("loss", scale: 100, unit: "%"),
            jitter.text("jitter", scale: 1, unit: "ms"), concealed.text("concealed", scale: 100, unit: "%"),
        ]
        return ([way] + measures + ["reports=\(reports)"]).compactMap(\.self).joined(separator: " ")
    }
}

extension MediaSummary {
    /// One number of several reports, as far as they have it.
    private struct Measure: Hashable {
        private var count: Int
        private var sum: Double
        private var worst: Double

        init(_ value: Double?) {
            count = value == nil ? 0 : 1
            sum = value ?? 0
            worst = sum
        }

        mutating func add(_ other: Measure) {
            count += other.count
            sum += other.sum
            worst = max(worst, other.worst)
        }

        /// nil when no report has it.
        func text(_ name: String, scale: Double, unit: String) -> String? {
            guard count > 0 else { return nil }
            func whole(_ value: Double) -> Int { Int((value * scale).rounded()) }
            return "\(name)=\(whole(sum / Double(count)))/\(whole(worst))\(unit)"
        }
    }
}
