import ArgumentParser

struct IdleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idle", abstract: "Memory of a socket that only waits.")

    @Option(help: "How many people, each with one socket.")
    var people = 5_000

    @OptionGroup var options: RunOptions

    func validate() throws {
        guard (100...18_000).contains(people) else {
            throw ValidationError("--people must be from 100 to 18000.")
        }
    }

    func run() async throws { try await report(IdleBenchmark(people: people), options) }
}
