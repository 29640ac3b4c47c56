import ArgumentParser
import CallCore
import CallStory
import Storage

struct CallsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Tell all that is known of a call, and why it ended.",
        discussion: """
            Each line begins with the time since the beginning of the call, and whose doing it is: alice/1 is alice at the \
            first of her devices in this call. docs/why-did-this-call-fail.md says how to read it.
            """)

    @Argument(help: "The call's id as `duet calls list` shows it, or its beginning.")
    var callID: String

    @Flag(help: "Print JSON: {call, timeline: [{at, who, device, kind, words, …}], ending, advice}.")
    var json = false

    @OptionGroup var databaseOptions: DatabaseOptions

    func run() async throws {
        try await reportingFailures {
            let (call, lines) = try await databaseOptions.file().withCalls { archive in
                let entry = try archive.one(callID)
                return (entry.outline, entry.story(try archive.timeline(of: entry.call.id)))
            }
            let story = WholeStory(call: call, lines: lines)
            print(json ? try CallsJSON.text(story) : story.text)
        }
    }
}
