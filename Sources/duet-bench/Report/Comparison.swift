import Foundation

/// A benchmark's figures for each program, over all rounds.
struct Comparison: Sendable {
    /// A row of the table, a cell for each program; nil where it has no such figure.
    struct Row: Sendable {
        let name: String
        let cells: [Figure?]

        /// What the first program's figure is in units of the second's.
        var ratio: Double? {
            guard cells.count == 2, let first = cells[0]?.value, let second = cells[1]?.value, second != 0
            else { return nil }
            return first / second
        }
    }

    let title: String
    let targets: [Target]
    let rows: [Row]
    /// What the cores did, a line for each program.
    let cores: [String]
    /// What a reader must know before believing the rows.
    let remarks: [String]

    /// - Parameters:
    ///   - rounds: for each program, what each round has brought.
    ///   - isSaturating: whether the server was to be the bottleneck.
    init(title: String, isSaturating: Bool, rounds: [(target: Target, measurements: [Measurement])]) {
        self.title = title
        targets = rounds.map(\.target)
        let columns = rounds.map { Self.medians($0.measurements.map(\.figures)) }
        var names: [String] = []
        for figure in columns.joined() where !names.contains(figure.name) { names.append(figure.name) }
        rows = names.map { name in
            Row(name: name, cells: columns.map { $0.first { $0.name == name } })
        }
        cores = rounds.map { "\($0.name): " + Self.cores($1.map(\.reading)) }
        remarks = rounds.flatMap { target, measurements in
            Self.remarks(measurements, isSaturating: isSaturating).map { "\(title), \(target.name): \($0)" }
        }
    }

    /// Each figure's median over the rounds.
    static func medians(_ rounds: [[Figure]]) -> [Figure] {
        (rounds.first ?? []).map { figure in
            let values = rounds.compactMap { round in round.first { $0.name == figure.name }?.value }.sorted()
            let middle = values.count / 2
            let median =
                values.count.isMultiple(of: 2) ? (values[middle - 1] + values[middle]) / 2 : values[middle]
            return Figure(name: figure.name, value: median, unit: figure.unit)
        }
    }

    /// What the cores did, on average over the rounds.
    private static func cores(_ readings: [Meter.Reading]) -> String {
        func mean(_ part: KeyPath<Meter.Reading, Double>) -> String {
            percent(readings.map { $0.share(part) }.reduce(0, +) / Double(readings.count))
        }
        return
            "the server used \(mean(\.server)) of its core, the load \(mean(\.load)), everything else \(mean(\.elsewhere)) of one"
    }

    /// What speaks against the figures.
    static func remarks(_ measurements: [Measurement], isSaturating: Bool) -> [String] {
        let readings = measurements.map(\.reading)
        var remarks: [String] = []
        if isSaturating, let least = readings.map({ $0.share(\.server) }).min(), least < 0.95 {
            remarks.append("the server used only \(percent(least)) of its core")
        }
        if let most = readings.map({ $0.share(\.load) }).max(), most > 0.9 {
            remarks.append("the load generator used \(percent(most)) of its core")
        }
        if let most = readings.map({ $0.share(\.elsewhere) }).max(), most > 0.05 {
            remarks.append("other programs used \(percent(most)) of a core")
        }
        if measurements.contains(where: \.isHeldBack) {
            remarks.append("the limits of the protocol held the load back; take more --pairs")
        }
        return remarks
    }

    private static func percent(_ part: Double) -> String { "\(Int((part * 100).rounded())) %" }
}
