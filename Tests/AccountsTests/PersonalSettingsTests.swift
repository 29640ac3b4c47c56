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
        try await service.save(PersonalSettings(alwaysRelay: true), of: alice)
        #expect(try await service.settings(of: alice) == PersonalSettings(alwaysRelay: true))
        #expect(try await service.settings(of: bo) == PersonalSettings(alwaysRelay: false))
        try await service.save(PersonalSettings(alwaysRelay: false), of: alice)
        #expect(try await service.settings(of: alice) == PersonalSettings(alwaysRelay: false))
    }

    @Test func `nothing is kept for somebody who is not there`() async throws {
        let fixture = try AccountFixture()
        let nobody = try #require(UserID("nobody"))
        await #expect(throws: AccountError.unknownUser) {
            try await fixture.service.save(PersonalSettings(alwaysRelay: true), of: nobody)
        }
    }
}
