/// A table in Markdown that can be read as it is, too.
struct Table {
    private let header: [String]
    private var rows: [[String]] = []

    init(targets: [Target]) {
        header = [""] + targets.map(\.name) + (targets.count == 2 ? ["ratio"] : [])
    }

    /// Adds a comparison's rows.
    /// - Parameter prefix: stands before the name of each row.
    mutating func add(_ comparison: Comparison, prefix: String = "") {
        for row in comparison.rows {
            var cells = [prefix + row.name] + row.cells.map { $0?.text() ?? "–" }
            // A program that the benchmark does not fit has no cell.
            cells += Array(repeating: "–", count: max(0, header.count - 1 - cells.count))
            if cells.count < header.count { cells.append(row.ratio.map(Self.ratio) ?? "–") }
            rows.append(cells)
        }
    }

    var text: String {
        let widths = header.indices.map { column in
            ([header] + rows).map { $0[column].count }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return "| " + padded.joined(separator: " | ") + " |"
        }
        let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
        return ([line(header), rule] + rows.map(line)).joined(separator: "\n")
    }

    private static func ratio(_ value: Double) -> String {
        "× " + Figure(name: "", value: value, unit: .count).text()
    }
}
