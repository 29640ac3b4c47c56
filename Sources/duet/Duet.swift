import ArgumentParser
import DuetServer

/// The command `duet`.
@main
struct Duet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One-to-one audio calls between signed-in people, on your own machine.",
        discussion: """
            Every option of `serve` but --demo and --config can also be set in the environment (DUET_PORT=8080) or in a file \
            (--config FILE, JSON). Options come before the environment, the environment before the file.

            Exit codes: 0 done; 1 it could not be done; 64 the command line is wrong; 69 the address \
            cannot be listened on; 74 the database cannot be used; 78 the configuration is wrong.
            """,
        version: DuetServer.version,
        subcommands: [
            ServeCommand.self, UserCommand.self, InviteCommand.self, CallsCommand.self, DoctorCommand.self,
            CoturnConfigCommand.self,
        ])
}
