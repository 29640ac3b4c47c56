import CallCore
import Foundation
import Storage
import TestSupport
import Testing

@testable import Calls

/// Carl calls Bo, who does not want to hear of him.
struct BlockTests {
    private let fixture: CallFixture
    private let accounts: SQLiteAccountStore
    private let bo = UserID("bo")!
    private let carl = UserID("carl")!
    private let known = ["call_id": Samples.call]

    init() async throws {
        fixture = try await CallFixture()
        accounts = SQLiteAccountStore(fixture.database.database)
        try await accounts.block(carl, by: bo, at: fixture.now)
    }

    private func endings(_ user: UserID) async throws -> [String] {
        try await fixture.history.calls(of: user, before: nil, limit: 10)
            .map { $0.ending?.reason.rawValue ?? "none" }
    }

    @Test(
        "who is blocked hears that they were declined; the other one hears nothing, and finds nothing afterwards"
    )
    func declined() async throws {
        let (bos, carls) = (fixture.device("bo"), fixture.device("carl"))
        _ = try (bos.take(), carls.take())
        try carls.send("call:initiate", to: "bo", known)
        let answers = try carls.take()
        #expect(answers.map(\.summary) == ["call:reject(declined)"])
        #expect(answers.first?.from == "bo")
        #expect(try bos.take().isEmpty)
        #expect(fixture.call(of: "bo") == nil && fixture.call(of: "carl") == nil)
        #expect(try await endings(bo).isEmpty)
        #expect(try await endings(carl) == ["declined"])
    }

    @Test(
        "the call of somebody who is blocked does not ring at a device that connects later, nor after a restart"
    )
    func later() throws {
        let carls = fixture.device("carl")
        try carls.send("call:initiate", to: "bo", known)
        #expect(try fixture.device("bo").story() == ["session:ready(none)"])
        try fixture.restart()
        #expect(try fixture.device("bo").story() == ["session:ready(none)"])
        let again = fixture.device("carl")
        _ = try again.take()
        try again.send("call:initiate", to: "bo", known)
        #expect(try again.story() == ["call:end(declined)", "session:call(none)"])
    }

    @Test("whoever blocked somebody can still call them, and they answer as ever")
    func otherWay() throws {
        let (bos, carls) = (fixture.device("bo"), fixture.device("carl"))
        try bos.send("call:initiate", to: "carl", known)
        try carls.send("call:accept", to: "bo", known)
        guard case .inCall? = fixture.call(of: "bo")?.state else {
            Issue.record("they are in no call")
            return
        }
    }

    @Test("a call in progress goes on when one of the two blocks the other one; who is unblocked rings again")
    func inProgress() async throws {
        try await accounts.unblock(carl, by: bo)
        let (bos, carls) = (fixture.device("bo"), fixture.device("carl"))
        try carls.send("call:initiate", to: "bo", known)
        try await accounts.block(carl, by: bo, at: fixture.now)
        try bos.send("call:accept", to: "carl", known)
        _ = try (bos.take(), carls.take())
        try carls.send("call:offer", to: "bo", ["call_id": Samples.call, "sdp": Samples.sdp])
        #expect(try bos.story() == ["call:offer"])
    }

    @Test("calls that are turned away count as unanswered ones, so that nobody fills the history")
    func limited() throws {
        let carls = fixture.device("carl")
        _ = try carls.take()
        for number in 1...6 {
            try carls.send(
                "call:initiate", to: "bo", ["call_id": "11111111-0000-4000-8000-00000000000\(number)"])
        }
        #expect(
            try carls.story()
                == Array(repeating: "call:reject(declined)", count: 5) + [
                    "session:error(too_many_calls)", "session:call(none)",
                ])
    }

    @Test("who is blocked is read while somebody else holds the database")
    func locked() throws {
        let carls = fixture.device("carl")
        _ = try carls.take()
        let holder = try StoreHolder(fixture.database)
        try holder.hold("EXCLUSIVE")
        try carls.send("call:initiate", to: "bo", known)
        // The call cannot be saved, and is not taken for one of somebody who may ring.
        #expect(try carls.story() == ["session:error(cannot_save)", "session:call(none)"])
        try holder.release()
    }
}
