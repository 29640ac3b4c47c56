import Accounts
import CallCore
import Foundation
import Signaling
import Storage
import Switchboard
import TestSupport
import Testing

/// What people find when they look back.
struct CallHistoryTests {
    private let temporary: TemporaryDatabase
    private let store: SQLiteCallStore
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    init() async throws {
        temporary = try TemporaryDatabase()
        store = SQLiteCallStore(temporary.database)
        let accounts = SQLiteAccountStore(temporary.database)
        for id in ["alice", "bo", "carl"] {
            try await accounts.insert(
                Account(id: id, username: id, name: id.uppercased(), isDisabled: false, createdAt: Date()),
                passwordHash: "$scrypt$none")
        }
    }

    private func id(_ number: Int) -> CallID {
        CallID("11111111-0000-4000-8000-00000000000\(number)")!
    }

    /// A call that was placed and cancelled at once.
    private func place(
        _ number: Int, _ caller: String = "alice", to callee: String = "bo", at moment: Timestamp
    ) throws {
        let caller = Party(
            user: UserID(caller)!, device: DeviceID("00000000-0000-4000-8000-000000000001")!)
        let wish = Initiation(id: id(number), caller: caller, callee: UserID(callee)!)
        _ = try store.begin(
            wish, entry: TimelineEntry(at: moment, kind: "call:initiate", party: caller)
        ) { wish.decide($0, at: moment, timers: CallTimers()) }
        _ = try store.update(id(number)) { call in
            CallChange(
                &call, .endReceived(from: caller, reason: .cancelled), at: moment, timers: CallTimers(),
                entry: nil)
        }
    }

    @Test("pages that go on from the last one's beginning show every call once, also of the same millisecond")
    func paging() async throws {
        let later = now.advanced(by: .milliseconds(1))
        try place(1, at: later)
        for number in [4, 2, 3] { try place(number, at: now) }
        try place(5, at: now.advanced(by: .milliseconds(-1)))
        for limit in 1...6 {
            var found: [CallID] = []
            var before: Timestamp?
            while true {
                let page = try await store.calls(of: UserID("bo")!, before: before, limit: limit)
                guard let last = page.last else { break }
                found += page.map(\.call.id)
                before = last.call.startedAt
            }
            #expect(found == [1, 2, 3, 4, 5].map(id), "limit \(limit)")
        }
        #expect(try await store.calls(of: UserID("bo")!, before: later, limit: 2).count == 3)
    }

    @Test("each call comes with the other of its two people, and with nobody else's")
    func people() async throws {
        try place(1, "alice", to: "bo", at: now)
        try place(2, "carl", to: "alice", at: now.advanced(by: .seconds(1)))
        let history = try await store.calls(of: UserID("alice")!, before: nil, limit: 10)
        #expect(history.map(\.peer.name) == ["CARL", "BO"])
        #expect(try await store.call(id(1), of: UserID("bo")!)?.peer.username == "alice")
        #expect(try await store.call(id(1), of: UserID("carl")!) == nil)
        #expect(try await store.call(id(9), of: UserID("bo")!) == nil)
    }
}
