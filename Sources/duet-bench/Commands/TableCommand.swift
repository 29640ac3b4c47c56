import ArgumentParser

struct TableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table", abstract: "Everything, as one table for docs/performance.md.")

    @Option(help: "How many people connect, and how many sockets are idle.")
    var people = 5_000

    @Option(help: "How many pairs saturate the relay and place calls.")
    var pairs = 2_000

    @OptionGroup var time: TimeOptions
    @OptionGroup var options: RunOptions

    func validate() throws {
        guard (100...18_000).contains(people) else {
            throw ValidationError("--people must be from 100 to 18000.")
        }
        guard (500...9_000).contains(pairs) else {
            throw ValidationError("--pairs must be from 500 to 9000.")
        }
    }

    func run() async throws {
        try await reportingFailures {
            let series = try await options.series()
            var table = Table(targets: series.targets)
            var remarks: [String] = []
            for benchmark in benchmarks {
                let comparison = try await series.run(benchmark)
                table.add(comparison, prefix: benchmark.shortTitle + ": ")
                remarks += comparison.remarks
            }
            print("\(table.text)\n\n\(try await options.conditions())")
            for benchmark in benchmarks { print(benchmark.title) }
            for remark in remarks { print("Beware: \(remark).") }
        }
    }

    private var benchmarks: [any Benchmark] {
        [
            RelayBenchmark(pairs: pairs, mode: .saturated(inFlight: 1_000), time: time.time),
            RelayBenchmark(pairs: 500, mode: .rate(2_000), time: time.time),
            CallsBenchmark(pairs: pairs, atOnce: 64, time: time.time),
            ConnectBenchmark(people: people, atOnce: 64),
            IdleBenchmark(people: people),
            HTTPBenchmark(people: people, calls: 150_000, requests: 50),
        ]
    }
}
