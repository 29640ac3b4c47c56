import Accounts
import CallCore
import Calls
import Foundation
import GRDB
import Hummingbird
import NIOCore
import Storage
import Synchronization
import TestSupport
import Testing

@testable import DuetServer

/// The list that everybody gets, over a real database and a presence that the test sets.
@Suite(.timeLimit(.minutes(2)))
struct PeopleListTests {
    /// Who is online, set by the test; it can keep whoever asks waiting.
    private final class Presence: PresenceSource {
        private let state = Mutex((list: PresenceList(sequence: 0, online: []), asked: 0, sequenceAsked: 0))
        private let gate = Mutex<AsyncStream<Void>?>(nil)
        private let asking = AsyncStream.makeStream(of: Void.self)

        var presenceSequence: Int {
            get async {
                state.withLock { state in
                    state.sequenceAsked += 1
                    return state.list.sequence
                }
            }
        }

        var presence: PresenceList {
            get async {
                let list = state.withLock { state in
                    state.asked += 1
                    return state.list
                }
                asking.continuation.yield()
                if let gate = gate.withLock({ $0 }) { for await _ in gate {} }
                return list
            }
        }

        /// How often a list was made.
        var asked: Int { state.withLock { $0.asked } }

        /// Waits until so many have asked for a list, now and before.
        func waitUntilRequested(_ count: Int) async {
            while state.withLock({ $0.sequenceAsked < count }) { await Task.yield() }
        }

        /// Waits until a list is being made.
        func waitUntilAsked() async {
            var asks = asking.stream.makeAsyncIterator()
            _ = await asks.next()
        }

        func set(_ sequence: Int, _ online: [String]) {
            let list = PresenceList(sequence: sequence, online: Set(online.map { UserID($0)! }))
            state.withLock { $0.list = list }
        }

        /// Keeps waiting whoever asks from now on, until the function that it gives back is called.
        func close() -> () -> Void {
            let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
            gate.withLock { $0 = stream }
            return { [self] in
                gate.withLock { $0 = nil }
                continuation.finish()
            }
        }
    }

    private struct Listed: Decodable, Equatable {
        struct Entry: Decodable, Equatable {
            let id: String
            let username: String
            let name: String
            let online: Bool
        }

        let presence: Int
        let people: [Entry]

        /// The list is in no order.
        var sorted: Listed {
            Listed(presence: presence, people: people.sorted { $0.username < $1.username })
        }
    }

    private let temporary: TemporaryDatabase
    private let store: SQLiteAccountStore
    private let presence = Presence()
    private let list: PeopleList

    init() async throws {
        temporary = try TemporaryDatabase()
        store = SQLiteAccountStore(temporary.database)
        list = PeopleList(
            accounts: AccountService(
                store: store, hasher: PasswordHasher(), now: { Timestamp(milliseconds: 1_700_000_000_000) }),
            presence: presence)
        try await add("bo", "Bo \"the \\ bear\" Ö.")
        try await add("alice", "Alice")
    }

    private func add(_ username: String, _ name: String) async throws {
        try await store.insert(
            Account(
                id: UserID(username)!, username: username, name: name, isDisabled: false,
                createdAt: Timestamp(milliseconds: 1_700_000_000_000)),
            passwordHash: "$scrypt$none")
    }

    private func read() async throws -> Listed {
        let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/api/people")
        let response = try await list.body.response(to: request, cacheControl: "no-cache")
        let collector = Collector()
        try await response.body.write(collector)
        return try JSONDecoder().decode(Listed.self, from: collector.data).sorted
    }

    private final class Collector: ResponseBodyWriter {
        private let bytes = Mutex(Data())

        var data: Data { bytes.withLock { $0 } }

        func write(_ buffer: ByteBuffer) async throws {
            bytes.withLock { $0.append(contentsOf: buffer.readableBytesView) }
        }

        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }

    @Test("everybody, with who is online as of a numbered message")
    func content() async throws {
        presence.set(7, ["bo"])
        #expect(
            try await read()
                == Listed(
                    presence: 7,
                    people: [
                        .init(id: "alice", username: "alice", name: "Alice", online: false),
                        .init(id: "bo", username: "bo", name: "Bo \"the \\ bear\" Ö.", online: true),
                    ]))
    }

    @Test("nobody at all")
    func empty() async throws {
        for username in ["alice", "bo"] { _ = try await store.setDisabled(true, username: username) }
        #expect(try await read() == Listed(presence: 0, people: []))
    }

    @Test("it is made once, until presence or accounts change")
    func kept() async throws {
        for _ in 0..<5 { _ = try await read() }
        #expect(presence.asked == 1)

        presence.set(1, ["alice"])
        for _ in 0..<5 { #expect(try await read().people.map(\.online) == [true, false]) }
        #expect(presence.asked == 2)

        // By another process.
        let other = try AppDatabase(path: temporary.path)
        _ = try await SQLiteAccountStore(other).setDisabled(true, username: "bo")
        try other.close()
        for _ in 0..<5 { #expect(try await read().people.map(\.username) == ["alice"]) }
        #expect(presence.asked == 3)
    }

    @Test("those who ask while it is made share it")
    func shared() async throws {
        let open = presence.close()
        defer { open() }
        try await withThrowingTaskGroup(of: Listed.self) { group in
            for _ in 0..<20 { group.addTask { try await read() } }
            await presence.waitUntilAsked()
            await presence.waitUntilRequested(20)
            open()
            for try await listed in group { #expect(listed.people.count == 2) }
        }
        #expect(presence.asked == 1)
    }

    @Test("whoever asks after a message gets no list from before it")
    func notTooOld() async throws {
        let open = presence.close()
        defer { open() }
        async let early = read()
        await presence.waitUntilAsked()
        // The list that is being made does not contain this, and whoever asks now has missed the message.
        presence.set(1, ["alice"])
        async let late = read()
        await presence.waitUntilRequested(2)
        open()
        #expect(try await early.presence == 0)
        let listed = try await late
        #expect(listed.presence == 1)
        #expect(listed.people.map(\.online) == [true, false])
    }

    @Test("a failure is told to whoever asked, and the next request tries again")
    func failure() async throws {
        let other = try AppDatabase(path: temporary.path)
        try await other.pool.write { db in
            try db.execute(sql: "ALTER TABLE account RENAME COLUMN name TO title")
        }
        await #expect(throws: (any Error).self) { try await read() }
        try await other.pool.write { db in
            try db.execute(sql: "ALTER TABLE account RENAME COLUMN title TO name")
        }
        try other.close()
        #expect(try await read().people.count == 2)
    }

    /// Prints what docs say. In a debug build the numbers mean nothing.
    @Test(
        "making and asking again for 5,000 and 20,000 people",
        .enabled(if: ProcessInfo.processInfo.environment["DUET_MEASURE"] != nil), arguments: [5_000, 20_000])
    func measure(count: Int) async throws {
        try await temporary.database.pool.write { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
                    INSERT INTO account (id, username, name, password_hash, created_at)
                    SELECT substr(hex(randomblob(16)), 1, 22), 'person-' || n,
                        'Person ' || substr(hex(randomblob(4)), 1, 6), '$scrypt$none', 1 FROM number
                    """, arguments: [count])
        }
        let clock = ContinuousClock()
        let first = try await clock.measure { _ = try await list.body }
        presence.set(1, [])
        let second = try await clock.measure { _ = try await list.body }
        let again = try await clock.measure { for _ in 0..<100 { _ = try await list.body } } / 100
        let request = HTTPRequest(
            method: .get, scheme: nil, authority: nil, path: "/", headerFields: [.acceptEncoding: "gzip"])
        let compressed = try await list.body.response(to: request, cacheControl: "").body.contentLength ?? 0
        print(
            "\(count) people, \(compressed) bytes: new accounts \(first), new presence \(second), kept \(again)"
        )
    }
}
