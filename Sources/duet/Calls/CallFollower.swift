import CallCore
import CallStory
import Signaling
import Storage

/// Tells what is noted of calls, each line once, in the order in which it was noted.
struct CallFollower {
    private struct Followed {
        let outline: CallOutline
        var reader: StoryReader
    }

    /// So many calls are kept in mind. One that was dropped is read again when something more happens in it.
    static let keptCalls = 1_000

    private let archive: CallArchive
    private let only: CallID?
    private let kept: Int
    private var place: CallArchive.Place
    private var calls: [CallID: Followed] = [:]

    /// - Parameters:
    ///   - place: What stands behind it is news.
    ///   - only: Nothing is told of other calls; nil for all of them.
    ///   - kept: How many calls are kept in mind.
    init(
        _ archive: CallArchive, from place: CallArchive.Place, only: CallID? = nil,
        keeping kept: Int = CallFollower.keptCalls
    ) {
        self.archive = archive
        self.kept = kept
        self.place = place
        self.only = only
    }

    /// What has happened in the one call until the place; nothing when all calls are followed.
    mutating func past() throws -> [String] {
        guard let only, let entry = try archive.call(only) else { return [] }
        var followed = Followed(outline: entry.outline, reader: entry.reader)
        let lines = try archive.timeline(of: only, until: place).compactMap { followed.reader.read($0) }
        calls[only] = followed
        return lines.map { Self.text($0, of: followed.outline) }
    }

    /// What has been noted since the last time.
    mutating func news() throws -> [String] {
        try archive.lines(after: &place).compactMap { line in
            guard only.map({ $0 == line.call }) ?? true else { return nil }
            if calls[line.call] == nil { try take(up: line) }
            guard let outline = calls[line.call]?.outline else {
                return
                    "\(line.entry.at.wireText)  \(line.call)  a line that cannot be told: the call's row is damaged"
            }
            return calls[line.call]?.reader.read(line.entry).map { Self.text($0, of: outline) }
        }
    }

    /// Reads what was before a line of a call that is not known yet, for what a line means depends on it.
    private mutating func take(up line: CallArchive.NotedLine) throws {
        guard let entry = try archive.call(line.call) else { return }
        var followed = Followed(outline: entry.outline, reader: entry.reader)
        for earlier in try archive.timeline(of: line.call, before: line.number) {
            _ = followed.reader.read(earlier)
        }
        if calls.count >= kept { calls.removeAll() }
        calls[line.call] = followed
    }

    private static func text(_ line: StoryLine, of call: CallOutline) -> String {
        "\(line.at.wireText)  \(call.call.id)  \(call.who(line.side))  \(call.words(line))"
    }
}
