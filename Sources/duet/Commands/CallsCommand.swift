import ArgumentParser

struct CallsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls", abstract: "Look at calls, and find out why one failed.",
        discussion: """
            It only reads the database, and may do so while the server runs. Who called whom, when, and what came of it is \
            told; never what was said, nor an address of anybody.
            """,
        subcommands: [CallsListCommand.self, CallsShowCommand.self, CallsFollowCommand.self])
}
