import ArgumentParser

struct DecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Decisions about calls, without sockets or a database.")

    @Option(help: "How many calls are in progress while candidates pass.")
    var calls = 1_000

    @Option(help: "How many decisions are measured.")
    var decisions = 1_000_000

    func validate() throws {
        guard (1...100_000).contains(calls) else {
            throw ValidationError("--calls must be from 1 to 100000.")
        }
        guard (1_000...100_000_000).contains(decisions) else {
            throw ValidationError("--decisions must be from 1000 to 100000000.")
        }
    }

    func run() {
        let result = DecideBenchmark(calls: calls, decisions: decisions).run()
        print("candidates decided a second:  \(Int(result.candidates))")
        print("whole calls decided a second: \(Int(result.wholeCalls)) (initiate, accept, end)")
    }
}
