import Accounts
import CallCore
import Testing

/// Who has blocked whom.
@Suite struct BlockTests {
    private let fixture: AccountFixture
    private let alice: UserID
    private let bo: UserID

    init() async throws {
        fixture = try AccountFixture()
        alice = try await fixture.addAlice().id
        bo = try await fixture.service.createAccount(username: "bo", name: "Bo", password: "bo's password").id
    }

    @Test func `blocking and unblocking are each one person's own, and may be done twice`() async throws {
        let service = fixture.service
        for _ in 1...2 { try await service.block(bo, by: alice) }
        #expect(try await service.blocked(by: alice) == [bo])
        #expect(try await service.blocked(by: bo).isEmpty)
        try await service.block(alice, by: bo)
        for _ in 1...2 { try await service.unblock(bo, by: alice) }
        #expect(try await service.blocked(by: alice).isEmpty)
        #expect(try await service.blocked(by: bo) == [alice])
    }

    @Test func `nobody blocks themselves, nor somebody who is not there`() async throws {
        let nobody = try #require(UserID("nobody"))
        await #expect(throws: AccountError.selfBlock) {
            try await fixture.service.block(alice, by: alice)
        }
        await #expect(throws: AccountError.unknownUser) {
            try await fixture.service.block(nobody, by: alice)
        }
        await #expect(throws: AccountError.unknownUser) {
            try await fixture.service.unblock(nobody, by: alice)
        }
        #expect(try await fixture.service.blocked(by: alice).isEmpty)
    }
}
