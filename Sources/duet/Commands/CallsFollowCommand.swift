import ArgumentParser
import CallCore
import Foundation
import Storage

struct CallsFollowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow", abstract: "Tell what happens in calls, as it happens, until Ctrl-C.",
        discussion: "The server may be stopped and started meanwhile.")

    @Argument(
        help: "Only this call: its id, or its beginning. What has happened in it until now comes first.")
    var callID: String?

    @OptionGroup var databaseOptions: DatabaseOptions

    /// How often it is asked whether somebody has written: unnoticed by the server, and soon enough for somebody who watches.
    private static let pause: Duration = .milliseconds(200)

    func run() async throws {
        try await reportingFailures {
            try await databaseOptions.file().withCalls { archive in
                var follower = CallFollower(
                    archive, from: try archive.end(), only: try callID.map { try archive.one($0).call.id })
                // Beside the lines, as nothing may happen for long.
                note("Following \(callID == nil ? "all calls" : "the call"). Ctrl-C ends it.")
                for line in try follower.past() { say(line) }
                var version: Int64?
                while true {
                    let latest = try archive.version()
                    if latest != version {
                        for line in try follower.news() { say(line) }
                        version = latest
                    }
                    if archive.isReplaced() {
                        throw CommandFailure(
                            "The database was replaced by another file, or is gone. Start again to follow that one.",
                            exitCode: CommandFailure.databaseUnusable)
                    }
                    try await Task.sleep(for: Self.pause)
                }
            }
        }
    }

    /// At once, also into a pipe.
    private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
