import Accounts
import CallCore
import Logging
import Storage
import TestSupport
import Testing
import WebPush

/// The push key and people's subscriptions, in a real file.
struct SQLitePushStoreTests {
    private let temporary: TemporaryDatabase
    private let store: SQLitePushStore
    private let accounts: SQLiteAccountStore
    private let now = Timestamp(milliseconds: 1_700_000_000_000)
    private let alice = UserID("alice")!
    private let bo = UserID("bo")!

    init() async throws {
        temporary = try TemporaryDatabase()
        store = try SQLitePushStore(temporary.database)
        accounts = SQLiteAccountStore(temporary.database)
        for (id, sessions) in [(alice, "ab"), (bo, "c")] {
            try await accounts.insert(
                Account(id: id, username: "\(id)", name: "\(id)", isDisabled: false, createdAt: now),
                passwordHash: "$scrypt$none")
            for digit in sessions {
                let session = Session(
                    id: Self.session(digit), accountID: id, createdAt: now, lastSeenAt: now,
                    expiresAt: now.advanced(by: .seconds(60)))
                _ = try await accounts.startSession(
                    session, replacing: nil, verifiedHash: "$scrypt$none", newHash: nil, limit: 32)
            }
        }
    }

    private static func session(_ digit: Character) -> String { String(repeating: digit, count: 64) }

    private func subscription(_ name: String) throws -> PushSubscription {
        let browser = StandInBrowser()
        return try PushSubscription(
            endpoint: "https://push.example.net/\(name)", publicKey: browser.publicKey, secret: browser.auth)
    }

    @discardableResult
    private func save(_ subscription: PushSubscription, _ session: Character) async throws -> Bool {
        try await store.save(subscription, of: Self.session(session), at: now)
    }

    @Test("the key is made once, and kept")
    func key() throws {
        let first = VAPIDKey()
        #expect(try store.key(orNew: first, at: now).publicText == first.publicText)
        #expect(try store.key(orNew: VAPIDKey(), at: now).publicText == first.publicText)
    }

    @Test("a key that is damaged is made anew")
    func damagedKey() throws {
        _ = try store.key(orNew: VAPIDKey(), at: now)
        try StoreHolder(temporary).damage("UPDATE push_key SET secret = zeroblob(32)")
        let next = VAPIDKey()
        #expect(try store.key(orNew: next, at: now).publicText == next.publicText)
    }

    @Test("each session has one subscription, the last that it said")
    func one() async throws {
        #expect(try !store.hasSubscription(alice, at: now))
        let (first, second, other) = (try subscription("1"), try subscription("2"), try subscription("3"))
        try await save(first, "a")
        try await save(second, "a")
        try await save(other, "b")
        #expect(
            try await store.subscriptions(of: alice, at: now)
                == [Self.session("a"): second, Self.session("b"): other])
        #expect(try store.hasSubscription(alice, at: now))
        #expect(try !store.hasSubscription(bo, at: now))
        try await store.removeSubscription(of: Self.session("a"))
        #expect(try await store.subscriptions(of: alice, at: now) == [Self.session("b"): other])
    }

    @Test("a browser is one person's: whoever said last that it is theirs")
    func newestOwner() async throws {
        let shared = try subscription("1")
        try await save(shared, "a")
        try await save(shared, "c")
        #expect(try await store.subscriptions(of: alice, at: now).isEmpty)
        #expect(try await store.subscriptions(of: bo, at: now) == [Self.session("c"): shared])
        try await save(shared, "c")
        #expect(try await store.subscriptions(of: bo, at: now).count == 1)
    }

    @Test("it goes with its session, however that ends")
    func sessionEnds() async throws {
        try await save(try subscription("1"), "a")
        try await save(try subscription("2"), "b")
        #expect(try await accounts.endSession(id: Self.session("a")))
        #expect(try await store.subscriptions(of: alice, at: now).keys.sorted() == [Self.session("b")])
        _ = try await accounts.setDisabled(true, username: "alice")
        #expect(try !store.hasSubscription(alice, at: now))
        #expect(try await !save(try subscription("3"), "a"), "it has ended")
    }

    @Test("one of a session that has expired is none")
    func expired() async throws {
        try await save(try subscription("1"), "a")
        let later = now.advanced(by: .seconds(60))
        #expect(try !store.hasSubscription(alice, at: later))
        #expect(try await store.subscriptions(of: alice, at: later).isEmpty)
    }

    @Test("what the push service knows no more goes, unless there are other keys by now")
    func gone() async throws {
        let (old, new) = (try subscription("1"), try subscription("1"))
        try await save(old, "a")
        try await save(new, "a")
        try await store.remove(old)
        #expect(try await store.subscriptions(of: alice, at: now) == [Self.session("a"): new])
        try await store.remove(new)
        #expect(try !store.hasSubscription(alice, at: now))
    }

    @Test(
        "a damaged one takes none of the others away",
        arguments: [
            "endpoint = 'http://127.0.0.1/'", "public_key = zeroblob(65)", "secret = x'00'",
            "endpoint = NULL",
        ])
    func damaged(change: String) async throws {
        let other = try subscription("2")
        try await save(try subscription("1"), "a")
        try await save(other, "b")
        try StoreHolder(temporary).damage(
            "UPDATE push_subscription SET \(change) WHERE session_id = '\(Self.session("a"))'")
        #expect(try await store.subscriptions(of: alice, at: now) == [Self.session("b"): other])
    }
}
