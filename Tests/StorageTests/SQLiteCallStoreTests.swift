import Accounts
import CallCore
import Foundation
import GRDB
import Storage
import Switchboard
import TestSupport
import Testing

struct SQLiteCallStoreTests {
    private let temporary: TemporaryDatabase
    private let store: SQLiteCallStore
    private let alice = party("alice", 1)
    private let bo = party("bo", 2)
    private let now = Timestamp(milliseconds: 1_700_000_000_000)

    init() async throws {
        temporary = try TemporaryDatabase()
        store = SQLiteCallStore(temporary.database)
        let accounts = SQLiteAccountStore(temporary.database)
        for id in ["alice", "bo", "carl"] {
            try await accounts.insert(
                Account(id: id, username: id, name: id, isDisabled: false, createdAt: Date()),
                passwordHash: "$scrypt$none")
        }
    }

    private static func party(_ user: String, _ number: Int) -> Party {
        Party(user: UserID(user)!, device: DeviceID("00000000-0000-4000-8000-00000000000\(number)")!)
    }

    private func id(_ number: Int) -> CallID { CallID("11111111-0000-4000-8000-00000000000\(number)")! }

    private func entry(_ kind: String) -> TimelineEntry { TimelineEntry(at: now, kind: kind, party: alice) }

    private func begin(_ number: Int = 1, from caller: Party, to callee: Party) throws -> Call? {
        let wish = Initiation(id: id(number), caller: caller, callee: callee.user)
        return try store.begin(wish, entry: entry("call:initiate")) { situation in
            wish.decide(situation, at: now, timers: CallTimers())
        }.call
    }

    private func change(_ number: Int, _ event: CallEvent, _ kind: String) throws -> Call? {
        try store.update(id(number)) { call in
            CallChange(&call, event, at: now, timers: CallTimers(), entry: entry(kind))
        }?.call
    }

    @Test("a call is read back as it was saved, in every state")
    func roundTrip() throws {
        let started = try #require(try begin(from: alice, to: bo))
        #expect(try store.call(id(1)) == started)
        let answered = now.advanced(by: .seconds(2))
        let states: [Call.State] =
            [true, false].map {
                .ringing(.init(expiresAt: now.advanced(by: .seconds(45)), callerConnected: $0))
            }
            + [.both, .callerOnly, .calleeOnly, .neither(abandonedAt: answered)].map {
                .inCall(.init(answeredAt: answered, calleeDevice: bo.device, signaling: $0))
            }
            + EndReason.allCases.map {
                .ended(.init(reason: $0, by: nil, at: answered, answeredAt: nil))
            }
            + [.ended(.init(reason: .hungUp, by: bo.user, at: answered, answeredAt: now))]
        for state in states {
            _ = try store.update(id(1)) { call in
                call = Call(
                    id: call.id, caller: call.caller, callee: call.callee, startedAt: call.startedAt,
                    alias: id(9), state: state)
                return CallChange(refusing: .wrongState)
            }
            #expect(try store.call(id(1))?.state == state)
            #expect(try store.call(id(9))?.id == id(1))
        }
    }

    @Test("a person is in one call at most, as the schema itself says")
    func oneCall() throws {
        _ = try begin(1, from: alice, to: bo)
        #expect(try store.current(of: alice.user)?.id == id(1))
        #expect(try store.current(of: bo.user)?.id == id(1))
        #expect(throws: DatabaseError.self) {
            try temporary.database.pool.write { db in
                try db.execute(
                    sql: "INSERT INTO call_participant (account_id, call_id) VALUES ('bo', ?)",
                    arguments: [id(1).description])
            }
        }
        // A decision that overlooks the other call must not be saved, not even in part.
        let carl = Self.party("carl", 3)
        let careless = Initiation(id: id(2), caller: carl, callee: bo.user)
        #expect(throws: DatabaseError.self) {
            try store.begin(careless, entry: entry("call:initiate")) { _ in
                careless.decide(
                    .init(sameID: nil, ofCaller: nil, ofCallee: nil), at: now, timers: CallTimers())
            }
        }
        #expect(try store.call(id(2)) == nil)
        #expect(try store.current(of: carl.user) == nil)
    }

    @Test("an ended call frees both people, stays in their history, and is not taken up after a start")
    func ended() async throws {
        _ = try begin(1, from: alice, to: bo)
        #expect(try store.unended().map(\.id) == [id(1)])
        _ = try change(1, .endReceived(from: alice, reason: .cancelled), "call:end")
        #expect(try store.unended().isEmpty)
        #expect(try store.current(of: bo.user) == nil)
        #expect(try await store.calls(of: bo.user, before: nil, limit: 10).map(\.call.id) == [id(1)])
        #expect(try await store.calls(of: bo.user, before: now, limit: 10).isEmpty)
        #expect(try await store.timeline(of: id(1)).map(\.kind) == ["call:initiate", "call:end"])
    }

    @Test("a call that nobody heard of is neither changed nor noted")
    func unknown() async throws {
        let result = try change(7, .endReceived(from: alice, reason: .cancelled), "call:end")
        #expect(result == nil)
        #expect(try await store.timeline(of: id(7)).isEmpty)
    }

    @Test("a timeline stops at its limit, so that nobody can fill the disk, and still holds the ending")
    func timelineLimit() async throws {
        _ = try begin(1, from: alice, to: bo)
        _ = try change(1, .acceptReceived(from: bo), "call:accept")
        for _ in 0..<1_010 { _ = try change(1, .reportReceived(from: bo), "session:report") }
        #expect(try await store.timeline(of: id(1)).count == 1_000)
        _ = try change(1, .endReceived(from: bo, reason: .hungUp), "call:end")
        #expect(try await store.timeline(of: id(1)).last?.kind == "call:end")
    }

    @Test("calls survive the process")
    func survives() throws {
        let call = try begin(1, from: alice, to: bo)
        let again = try AppDatabase(path: temporary.path)
        #expect(try SQLiteCallStore(again).unended() == [call])
        try again.close()
    }
}
