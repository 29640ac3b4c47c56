import Signaling

/// How a call sounded at a device: several of its reports as one.
package struct Sound: Hashable, Sendable {
    /// What it is about.
    package enum Span: String, CaseIterable, Sendable {
        /// A minute or so.
        case minute
        /// The whole call.
        case call
    }

    /// A number of several reports.
    package struct Measure: Hashable, Sendable, Encodable {
        package let mean: Int
        /// Of the level the loudest, of all else the worst.
        package let highest: Int

        package init(mean: Int, highest: Int) {
            self.mean = mean
            self.highest = highest
        }
    }

    package let span: Span
    /// The local end of the path; nil when no report has told it.
    package private(set) var path: MediaReport.CandidateType?
    /// How the packets travelled.
    package private(set) var transport: MediaReport.Transport?
    /// What was heard was encoded with it.
    package private(set) var codec: MediaReport.Codec?
    /// In milliseconds.
    package private(set) var roundTrip: Measure?
    /// In percent of the packets that were to arrive.
    package private(set) var loss: Measure?
    /// In milliseconds.
    package private(set) var jitter: Measure?
    /// In percent of what was heard.
    package private(set) var concealed: Measure?
    /// How loud it was what was heard, in dBov (RFC 6464).
    package private(set) var level: Measure?
    /// How many reports.
    package private(set) var reports: Int?

    /// What stands behind the first word of a line:
    /// `relay/udp codec=opus rtt=41/80ms loss=1/12% jitter=5/9ms concealed=0/3% level=-31/-18dB reports=6`. A word that is not
    /// known says nothing.
    init(span: Span, words: some Sequence<Substring>) {
        self.span = span
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else {
                takeWay(word)
                continue
            }
            switch parts[0] {
            case "rtt": roundTrip = Measure(parts[1], unit: "ms")
            case "loss": loss = Measure(parts[1], unit: "%")
            case "jitter": jitter = Measure(parts[1], unit: "ms")
            case "concealed": concealed = Measure(parts[1], unit: "%")
            case "level": level = Measure(parts[1], unit: "dB")
            case "codec": codec = MediaReport.Codec(rawValue: String(parts[1]))
            case "reports": reports = Int(parts[1])
            default: continue
            }
        }
    }

    /// What of it may be told to the other one. How a device reaches its relay says what its network lets through; the
    /// packets of a direct way are their own as well.
    var withoutOwn: Sound {
        var sound = self
        if path == .relay { sound.transport = nil }
        return sound
    }

    private mutating func takeWay(_ word: Substring) {
        let parts = word.split(separator: "/", maxSplits: 1).map(String.init)
        guard let path = parts.first.flatMap(MediaReport.CandidateType.init(rawValue:)) else { return }
        self.path = path
        transport = parts.dropFirst().first.flatMap(MediaReport.Transport.init(rawValue:))
    }
}

extension Sound.Measure {
    /// `41/80ms`
    fileprivate init?(_ text: Substring, unit: String) {
        guard text.hasSuffix(unit) else { return nil }
        let numbers = text.dropLast(unit.count).split(separator: "/").map { Int($0) }
        guard numbers.count == 2, let mean = numbers[0], let highest = numbers[1] else { return nil }
        self.init(mean: mean, highest: highest)
    }
}
