import ArgumentParser

struct HTTPCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "http", abstract: "The two lists of the page: people, and the calls of the past.")

    @Option(help: "How many accounts.")
    var people = 5_000

    @Option(help: "How many calls the person who asks has in the history.")
    var calls = 150_000

    @Option(help: "How often each list is asked for.")
    var requests = 50

    @OptionGroup var options: RunOptions

    func validate() throws {
        guard (2...100_000).contains(people) else {
            throw ValidationError("--people must be from 2 to 100000.")
        }
        guard (0...1_000_000).contains(calls) else {
            throw ValidationError("--calls must be from 0 to 1000000.")
        }
        guard (1...10_000).contains(requests) else {
            throw ValidationError("--requests must be from 1 to 10000.")
        }
    }

    func run() async throws {
        try await report(HTTPBenchmark(people: people, calls: calls, requests: requests), options)
    }
}
