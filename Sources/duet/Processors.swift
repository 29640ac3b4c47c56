import Foundation
import NIOCore

/// The processors that this process may use.
enum Processors {
    /// How many: those that it may run on (taskset(1), `CPUAffinity=`), and no more than its control group has time
    /// for, which NIO knows. At least one.
    static var count: Int {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        return max(1, min(System.coreCount, status.flatMap(allowed) ?? Int.max))
    }

    /// Those that a process may run on, out of its status as Linux tells it (proc_pid_status(5)).
    /// - Returns: nil where that is not said.
    static func allowed(_ status: String) -> Int? {
        let name = "Cpus_allowed:"
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else {
            return nil
        }
        // A mask in hexadecimal digits, with commas.
        let count = line.dropFirst(name.count).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
        return count > 0 ? count : nil
    }
}
