import CallCore
import CallStory
import Logging
import Signaling
import Storage

extension DatabaseLocation {
    /// Reads the calls of the database, which a server may be using.
    /// - Throws: ``CommandFailure`` when there is no such file.
    func withCalls<Result>(_ work: (CallArchive) async throws -> Result) async throws -> Result {
        try demandExistence()
        let archive = try CallArchive(path: path, logger: Logger(label: "duet"))
        let result: Result
        do {
            result = try await work(archive)
        } catch {
            // What went wrong first is what the person must read.
            try? archive.close()
            throw error
        }
        try archive.close()
        return result
    }
}

extension CallArchive {
    /// The one call whose id begins like this.
    /// - Throws: ``CommandFailure`` when there is none, or more than one.
    func one(_ beginning: String) throws -> Entry {
        switch try find(beginning) {
        case .one(let entry): return entry
        case .none:
            throw CommandFailure(
                "There is no call whose id begins with \"\(beginning)\". `duet calls list` shows the ids of calls that are remembered."
            )
        case .several(let ids):
            throw CommandFailure(
                "The ids of several calls begin with \"\(beginning)\". Write more of the one you mean: \(ids.map(\.description).joined(separator: ", "))."
            )
        }
    }
}

extension CallArchive.Entry {
    var outline: CallOutline { CallOutline(call: call, caller: caller.username, callee: callee.username) }

    var reader: StoryReader { StoryReader(caller: call.caller.user, callee: call.callee) }

    func story(_ entries: [TimelineEntry]) -> [StoryLine] {
        StoryReader.read(entries, caller: call.caller.user, callee: call.callee)
    }
}
