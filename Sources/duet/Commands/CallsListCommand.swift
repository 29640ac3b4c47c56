import ArgumentParser
import CallCore
import CallStory
import Calls
import Signaling
import Storage

struct CallsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List calls, the newest first: a line each.")

    @Option(help: "How many calls, 1 to 10000.")
    var limit = 20

    @Option(help: ArgumentHelp("Only calls of the person who signs in with this name.", valueName: "name"))
    var person: String?

    @Option(
        help: ArgumentHelp(
            "Only calls that began since then: 30m, 2h or 7d ago, or 2026-11-28, or 2026-11-28T09:30 (UTC).",
            valueName: "moment"))
    var since: PastMoment?

    @Flag(
        help:
            "Print JSON: {calls: [{call_id, caller, callee, state, reason, started_at, answered_at, ended_at, words}]}."
    )
    var json = false

    @OptionGroup var databaseOptions: DatabaseOptions

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 10000.") }
    }

    func run() async throws {
        try await reportingFailures {
            let calls = try await databaseOptions.file().withCalls { archive in
                let user = try person.map { name in
                    guard let person = try archive.person(username: name) else {
                        throw CommandFailure(
                            "There is no account \(name). `duet user list` shows all names.")
                    }
                    return person.id
                }
                return try archive.calls(
                    of: user, since: since?.timestamp(now: SystemClock().now), limit: limit
                ).map(\.outline)
            }
            if json { return print(try CallsJSON.text(["calls": calls.map(ToldCall.init)])) }
            if calls.isEmpty {
                note(person == nil && since == nil ? "There has been no call yet." : "There is no such call.")
            }
            for call in calls { print(call.line) }
        }
    }
}
