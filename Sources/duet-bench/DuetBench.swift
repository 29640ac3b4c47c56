import ArgumentParser

/// The command `duet-bench`: what a server costs, measured from outside.
@main
struct DuetBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duet-bench",
        abstract: "Measure a Duet server, with load on real sockets.",
        discussion: """
            The server runs in a process of its own, with a fresh database in a temporary folder, on a core of \
            its own; the load comes from this process, on another. Take release builds. --peer measures a small \
            relay on Node's ws with the same load in the same run: only the ratio can be compared between \
            machines.
            """,
        subcommands: [
            RelayCommand.self, CallsCommand.self, ConnectCommand.self, IdleCommand.self, DecideCommand.self,
            HTTPCommand.self,
            TableCommand.self,
        ])
}
