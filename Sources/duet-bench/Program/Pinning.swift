import Foundation
import Subprocess

/// Which cores the server and the load generator run on, each by itself: then "one core" means the same for
/// every program, and neither takes the other's time.
struct Pinning: Sendable {
    let server: Int
    let load: Int

    /// The first two cores that this process may use.
    /// - Throws: ``LoadFailure`` when there are not two.
    init() throws {
        let allowed = try Self.allowedCores()
        guard allowed.count >= 2 else {
            throw LoadFailure("Pinning takes two cores, and this process may use one. Try --no-pin.")
        }
        (server, load) = (allowed[0], allowed[1])
    }

    /// Puts every thread of this process on the load's core (sched_setaffinity(2), by way of taskset(1)).
    func pinThisProcess() async throws {
        let processID = ProcessInfo.processInfo.processIdentifier
        let result = try await run(
            .name("taskset"),
            arguments: ["--all-tasks", "--cpu-list", "--pid", "\(load)", "\(processID)"],
            output: .discarded, error: .string(limit: 4096))
        guard result.terminationStatus.isSuccess else {
            throw LoadFailure("The load generator could not be pinned: \(result.standardError)")
        }
    }

    /// A command line whose program runs on the server's core.
    func command(_ program: String, _ arguments: [String]) -> (program: String, arguments: [String]) {
        ("taskset", ["--cpu-list", "\(server)", program] + arguments)
    }

    private static func allowedCores() throws -> [Int] {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed_list:") })
        else { throw LoadFailure("/proc does not say which cores this process may use. Try --no-pin.") }
        return cores(line.drop { !$0.isNumber })
    }

    /// The numbers in a list such as `0-2,5` (cpuset(7)).
    static func cores(_ list: some StringProtocol) -> [Int] {
        list.split(separator: ",").flatMap { part in
            let ends = part.split(separator: "-").compactMap { Int(String($0.filter(\.isNumber))) }
            guard let first = ends.first, let last = ends.last, first <= last else { return [Int]() }
            return Array(first...last)
        }
    }
}
