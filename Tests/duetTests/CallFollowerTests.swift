import Accounts
import CallCore
import Calls
import Foundation
import Logging
import Storage
import TestSupport
import Testing

@testable import duet

/// What `duet calls follow` tells.
struct CallFollowerTests {
    private let temporary: TemporaryDatabase
    private let archive: CallArchive
    private let began = Timestamp(milliseconds: 1_764_320_400_000)
    private let phone = DeviceID("00000000-0000-4000-8000-000000000001")!

    init() async throws {
        temporary = try TemporaryDatabase()
        let accounts = SQLiteAccountStore(temporary.database)
        for id in ["alice", "bo"] {
            try await accounts.insert(
                Account(id: UserID(id)!, username: id, name: id, isDisabled: false, createdAt: began),
                passwordHash: "$scrypt$none")
        }
        archive = try CallArchive(path: temporary.path, logger: Logger(label: "test"))
    }

    private func id(_ number: Int) -> CallID { CallID("\(number)0000000-0000-4000-8000-000000000000")! }

    /// Writes lines of a call, as a server does; each of them a second after the one before.
    private func write(_ number: Int, _ lines: [(String, TimelineEntry.Kind)], from second: Int = 0) throws {
        let call = Call(
            id: id(number), caller: Endpoint(user: UserID("alice")!, device: phone), callee: UserID("bo")!,
            startedAt: began, state: .ringing(.init(expiresAt: began, callerConnected: true)))
        let entries = lines.enumerated().map { offset, line in
            TimelineEntry(
                at: began.advanced(by: .seconds(second + offset)), kind: line.1,
                endpoint: Endpoint(user: UserID(line.0)!, device: phone))
        }
        try SQLiteCallJournal(temporary.database).commit(
            [call], entries.map { TimelineLine(call: id(number), entry: $0) })
    }

    private func text(_ number: Int, _ second: Int, _ words: String) -> String {
        "2025-11-28T09:00:0\(second).000Z  \(id(number))  \(words)"
    }

    @Test("what is written meanwhile is told once, with what it means after all that was before")
    func news() throws {
        try write(1, [("alice", .initiate), ("bo", .accept)])
        var follower = CallFollower(archive, from: try archive.end())
        #expect(try follower.past().isEmpty && follower.news().isEmpty)
        try write(2, [("alice", .initiate)], from: 2)
        try write(1, [("bo", .accept), ("bo", .end)], from: 3)
        #expect(
            try follower.news() == [
                text(2, 2, "alice/1  calls bo"), text(1, 3, "bo/1  asks for a new way for the sound"),
                text(1, 4, "bo/1  ends the call, for a reason that this version does not know"),
            ])
        #expect(try follower.news().isEmpty)
    }

    @Test("of one call, what has happened until now comes first, and nothing of others")
    func one() throws {
        try write(1, [("alice", .initiate), ("bo", .connected)])
        var follower = CallFollower(archive, from: try archive.end(), only: id(1))
        try write(1, [("bo", .accept)], from: 2)
        try write(2, [("alice", .initiate)], from: 3)
        #expect(
            try follower.past() == [
                text(1, 0, "alice/1  calls bo"), text(1, 1, "bo/1  connects to the server"),
            ])
        #expect(try follower.news() == [text(1, 2, "bo/1  answers")])
    }

    @Test("a call that was dropped for others is understood as before")
    func dropped() throws {
        try write(1, [("alice", .initiate), ("bo", .accept)])
        var follower = CallFollower(archive, from: try archive.end(), keeping: 1)
        try write(2, [("alice", .initiate)], from: 2)
        try write(1, [("bo", .accept)], from: 3)
        try write(2, [("bo", .accept)], from: 4)
        #expect(
            try follower.news() == [
                text(2, 2, "alice/1  calls bo"), text(1, 3, "bo/1  asks for a new way for the sound"),
                text(2, 4, "bo/1  answers"),
            ])
    }

    @Test("a line that tells nothing new is left out in silence")
    func nothing() throws {
        try write(1, [("alice", .initiate)])
        var follower = CallFollower(archive, from: try archive.end())
        try write(1, [("alice", .mute), ("bo", .accept)], from: 2)
        #expect(try follower.news() == [text(1, 3, "bo/1  answers")])
    }

    @Test("a server that goes and comes again loses nothing and tells nothing twice")
    func restart() throws {
        try write(1, [("alice", .initiate)])
        var follower = CallFollower(archive, from: try archive.end())
        try temporary.database.close()
        #expect(try follower.news().isEmpty)
        let again = try AppDatabase(path: temporary.path)
        try SQLiteCallJournal(again).commit(
            [], [TimelineLine(call: id(1), entry: TimelineEntry(at: began, kind: .restarted))])
        #expect(try follower.news() == [text(1, 0, "server  was started and found the call")])
        #expect(try follower.news().isEmpty)
        try again.close()
    }
}
