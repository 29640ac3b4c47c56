import ArgumentParser

struct RelayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "relay", abstract: "Signals that pass between people in calls.",
        discussion: """
            Each pair is in a call; its two devices send candidates of 400 bytes, and one session description \
            in 90 signals. At a --rate, the delay of a signal counts from when it ought to have been sent, also \
            when the load is late. With --saturate, the devices send in turn, and so many signals are on their \
            way at any time. No device sends more than the protocol allows: 20 messages a second, 120 at once.
            """)

    @Option(help: "How many pairs. (default: 500, or 2000 with --saturate)")
    var pairs: Int?

    @Option(help: "Signals a second that all devices send together.")
    var rate = 2_000

    @Flag(help: "As many signals as the server takes.")
    var saturate = false

    @Option(help: "With --saturate, how many signals are on their way at any time.")
    var inFlight = 1_000

    @OptionGroup var time: TimeOptions
    @OptionGroup var options: RunOptions

    func validate() throws {
        guard (1...9_000).contains(benchmark.pairs) else {
            throw ValidationError("--pairs must be from 1 to 9000.")
        }
        guard (1...100_000).contains(inFlight) else {
            throw ValidationError("--in-flight must be from 1 to 100000.")
        }
        let most = benchmark.pairs * 2 * 15
        guard saturate || (1...most).contains(rate) else {
            throw ValidationError(
                "--rate must be from 1 to \(most) with \(benchmark.pairs) pairs: a device may send 20 messages a second. Take more --pairs."
            )
        }
    }

    func run() async throws { try await report(benchmark, options) }

    private var benchmark: RelayBenchmark {
        RelayBenchmark(
            pairs: pairs ?? (saturate ? 2_000 : 500),
            mode: saturate ? .saturated(inFlight: inFlight) : .rate(rate), time: time.time)
    }
}
