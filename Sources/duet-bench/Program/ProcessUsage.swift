import Foundation

/// What a whole process has used so far, as /proc tells it (proc(5)).
enum ProcessUsage {
    /// Time on a core, in user and in kernel mode, of all threads, in seconds.
    static func cpu(of processID: Int32) throws -> Double {
        try cpu(stat: read("/proc/\(processID)/stat"))
    }

    /// From the text of `stat`. The name of the program is in brackets and may hold anything, so the fields
    /// are counted from the last bracket on.
    static func cpu(stat: String) throws -> Double {
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let kernel = Double(fields[12]) else {
            throw LoadFailure("A process's CPU time cannot be read.")
        }
        return (user + kernel) / ticksPerSecond
    }

    /// What of its memory is in RAM, in bytes.
    static func residentBytes(of processID: Int32) throws -> Int {
        let fields = try read("/proc/\(processID)/statm").split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else {
            throw LoadFailure("A process's memory cannot be read.")
        }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Time that all cores of the machine together were busy, also for other machines on the same hardware.
    static func machine() throws -> Double {
        let line = try read("/proc/stat").prefix { $0 != "\n" }
        let fields = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        guard fields.count >= 8 else { throw LoadFailure("The machine's CPU time cannot be read.") }
        // user, nice, system, idle, iowait, irq, softirq, steal
        return (fields[0...2].reduce(0, +) + fields[5...7].reduce(0, +)) / ticksPerSecond
    }

    private static let ticksPerSecond = Double(sysconf(Int32(_SC_CLK_TCK)))

    private static func read(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }
}
