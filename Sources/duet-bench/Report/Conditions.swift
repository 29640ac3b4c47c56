import Foundation

/// On what a benchmark ran: figures of two machines cannot be compared.
struct Conditions: CustomStringConvertible {
    let rounds: Int
    let isPinned: Bool
    /// The yardstick's versions, when it was measured.
    let peer: String?

    var description: String {
        let system = read("/proc/sys/kernel/osrelease") ?? "unknown"
        let pinned =
            isPinned
            ? "server and load generator pinned to a core each" : "not pinned: the cores are shared freely"
        return """
            \(processor), \(ProcessInfo.processInfo.activeProcessorCount) cores, Linux \(system)\(peer.map { "; " + $0 } ?? "")
            \(pinned); \(rounds == 1 ? "one round" : "medians of \(rounds) rounds")
            """
    }

    private var processor: String {
        let lines = read("/proc/cpuinfo")?.split(separator: "\n") ?? []
        let line = lines.first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
    }

    private func read(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
