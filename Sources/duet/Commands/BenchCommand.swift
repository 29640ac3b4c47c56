import ArgumentParser

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure this machine, with a server in a process of its own.",
        discussion: "Take a release build: swift run -c release duet bench calls.",
        subcommands: [IdleBench.self, CallsBench.self])
}
