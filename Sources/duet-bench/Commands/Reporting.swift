import ArgumentParser
import Foundation

/// Runs one benchmark and prints its table.
func report(_ benchmark: any Benchmark, _ options: RunOptions) async throws {
    try await reportingFailures {
        let comparison = try await options.series().run(benchmark)
        var table = Table(targets: comparison.targets)
        table.add(comparison)
        print("\(benchmark.title)\n\n\(table.text)\n\n\(try await options.conditions())")
        for line in comparison.cores { print(line) }
        for remark in comparison.remarks { print("Beware: \(remark).") }
    }
}

/// Runs a command's work, and turns an error into one line on standard error and an exit code.
func reportingFailures(_ work: () async throws -> Void) async throws {
    do {
        try await work()
    } catch {
        note("duet-bench: \(error)")
        throw ExitCode.failure
    }
}

/// Says something to the person that is not the command's result.
func note(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
