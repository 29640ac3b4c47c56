import ArgumentParser

struct CallsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls", abstract: "Whole calls, from the wish to the end.",
        discussion: """
            A call is: initiate, accept, offer, answer, four candidates each way, end. The pairs call in turn; \
            none sends more than the protocol allows, so that many are needed to keep a server busy.
            """)

    @Option(help: "How many pairs of people.")
    var pairs = 2_000

    @Option(help: "How many of them are in a call at any time.")
    var atOnce = 64

    @OptionGroup var time: TimeOptions
    @OptionGroup var options: RunOptions

    func validate() throws {
        guard (1...9_000).contains(pairs) else { throw ValidationError("--pairs must be from 1 to 9000.") }
        guard (1...pairs).contains(atOnce) else {
            throw ValidationError("--at-once must be from 1 to \(pairs), the number of pairs.")
        }
    }

    func run() async throws {
        try await report(CallsBenchmark(pairs: pairs, atOnce: atOnce, time: time.time), options)
    }
}
