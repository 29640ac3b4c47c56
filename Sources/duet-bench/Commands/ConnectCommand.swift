import ArgumentParser

struct ConnectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect", abstract: "People who connect, and what they hear of each other.",
        discussion: """
            Different people open their sockets, each with a cookie and an origin, until all are connected. What \
            presence costs after that is counted in the server's CPU.
            """)

    @Option(help: "How many people.")
    var people = 5_000

    @Option(help: "How many connect at the same time.")
    var atOnce = 64

    @OptionGroup var options: RunOptions

    func validate() throws {
        guard (1...18_000).contains(people) else {
            throw ValidationError("--people must be from 1 to 18000.")
        }
        guard (1...1_000).contains(atOnce) else { throw ValidationError("--at-once must be from 1 to 1000.") }
    }

    func run() async throws {
        try await report(ConnectBenchmark(people: people, atOnce: atOnce), options)
    }
}
