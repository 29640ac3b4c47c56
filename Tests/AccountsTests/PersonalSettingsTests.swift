import Accounts
import CallCore
import Testing

/// What people choose for themselves.
@Suite struct PersonalSettingsTests {
    @Test func `settings are each one person's own, and the usual ones where nothing was chosen`()
        async throws
    {
        let fixture = try AccountFixture()
        let service = fixture.service
        let alice = try await fixture.addAlice().id
        let bo = try await service.createAccount(username: "bo", name: "Bo", password: "bo's password").id
        #expect(try await service.settings(of: alice) == PersonalSettings(alwaysRelay: false))
        try await service.choose(alwaysRelay: true, for: alice)
        #expect(try await service.settings(of: alice) == PersonalSettings(alwaysRelay: true))
        #expect(try await service.settings(of: bo) == PersonalSettings(alwaysRelay: false))
        try await service.choose(alwaysRelay: false, for: alice)
        #expect(try await service.settings(of: alice) == PersonalSettings(alwaysRelay: false))
    }

    @Test func `nothing is kept for somebody who is not there`() async throws {
        let fixture = try AccountFixture()
        let nobody = try #require(UserID("nobody"))
        await #expect(throws: AccountError.unknownUser) {
            try await fixture.service.choose(alwaysRelay: true, for: nobody)
        }
        await #expect(throws: AccountError.unknownUser) {
            try await fixture.service.choose(.on(until: nil), for: nobody)
        }
    }

    @Test
    func `who does not want to be disturbed is so until it ends by itself, or until they switch it off`()
        async throws
    {
        let fixture = try AccountFixture()
        let service = fixture.service
        let alice = try await fixture.addAlice().id
        let end = fixture.time.now.advanced(by: .seconds(3600))
        try await service.choose(.on(until: end), for: alice)
        #expect(try await service.settings(of: alice).doNotDisturb == .on(until: end))
        fixture.time.advance(by: .milliseconds(3_599_999))
        #expect(try await service.settings(of: alice).doNotDisturb == .on(until: end))
        fixture.time.advance(by: .milliseconds(1))
        #expect(try await service.settings(of: alice).doNotDisturb == .off)

        try await service.choose(.on(until: nil), for: alice)
        fixture.time.advance(by: .seconds(400 * 24 * 3600))
        #expect(try await service.settings(of: alice).doNotDisturb == .on(until: nil))
        try await service.choose(.off, for: alice)
        #expect(try await service.settings(of: alice).doNotDisturb == .off)
    }

    @Test func `one choice leaves the other as it is`() async throws {
        let fixture = try AccountFixture()
        let alice = try await fixture.addAlice().id
        try await fixture.service.choose(.on(until: nil), for: alice)
        try await fixture.service.choose(alwaysRelay: true, for: alice)
        #expect(
            try await fixture.service.settings(of: alice)
                == PersonalSettings(alwaysRelay: true, doNotDisturb: .on(until: nil)))
        try await fixture.service.choose(.off, for: alice)
        #expect(
            try await fixture.service.settings(of: alice)
                == PersonalSettings(alwaysRelay: true, doNotDisturb: .off))
    }

    @Test func `an end that has passed is refused, so that nobody believes in it`() async throws {
        let fixture = try AccountFixture()
        let alice = try await fixture.addAlice().id
        await #expect(throws: AccountError.endHasPassed) {
            try await fixture.service.choose(.on(until: fixture.time.now), for: alice)
        }
        #expect(try await fixture.service.settings(of: alice).doNotDisturb == .off)
    }
}
