import Accounts
import CallCore
import Storage
import TestSupport
import Testing

@Suite struct InvitationTests {
    private static let second: Duration = .seconds(1)
    private static let hour: Duration = .seconds(3600)
    private static let day = hour * 24

    @Test func `an invitation makes one account, signed in`() async throws {
        let fixture = try AccountFixture()
        let alice = try await fixture.addAlice()
        let issued = try await fixture.service.invite(by: alice.id)
        #expect(issued.invitation.expiresAt == fixture.time.now.advanced(by: Self.day * 7))

        let bo = try await fixture.accept(issued, username: "bo")

        #expect(try await fixture.service.session(token: bo.token.text)?.account == bo.account)
        #expect(try await fixture.service.accounts().map(\.username) == ["alice", "bo"])
        _ = try await fixture.service.signIn(username: "bo", password: "long enough")
        await #expect(throws: AccountError.invitationUsed) {
            try await fixture.accept(issued, username: "cy")
        }
    }

    @Test
    func
        `a person has at most twenty invitations that are open; used, expired and the operator's do not count`()
        async throws
    {
        let fixture = try AccountFixture()
        let alice = try await fixture.addAlice()
        let first = try await fixture.service.invite(by: alice.id)
        for _ in 1..<20 { _ = try await fixture.service.invite(by: alice.id) }
        await #expect(throws: AccountError.tooManyInvitations) {
            try await fixture.service.invite(by: alice.id)
        }
        _ = try await fixture.service.invite()
        let bo = try await fixture.accept(first, username: "bo")
        _ = try await fixture.service.invite(by: bo.account.id)
        _ = try await fixture.service.invite(by: alice.id)
        await #expect(throws: AccountError.tooManyInvitations) {
            try await fixture.service.invite(by: alice.id)
        }
        fixture.time.advance(by: Self.day * 7)
        for _ in 0..<20 { _ = try await fixture.service.invite(by: alice.id) }
    }

    @Test func `of two people with one link exactly one comes in`() async throws {
        let probe = DerivationProbe(isClosed: true)
        let fixture = try AccountFixture(probe: probe)
        let issued = try await fixture.service.invite()

        let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
            for username in ["bo", "cy"] {
                group.addTask {
                    await fixture.outcome { try await fixture.accept(issued, username: username) }
                }
            }
            // Both have found the invitation open by now.
            try await eventually("both hash their passwords") { fixture.hasher.load.running == 2 }
            probe.open(for: 2)
            return try await group.reduce(into: []) { $0.append($1) }.sorted()
        }

        #expect(outcomes == ["invitation_used", "welcome"])
        #expect(try await fixture.service.accounts().count == 1)
    }

    @Test func `of two people with one user name exactly one gets it, and the other keeps the link`()
        async throws
    {
        let probe = DerivationProbe(isClosed: true)
        let fixture = try AccountFixture(probe: probe)
        let links = [try await fixture.service.invite(), try await fixture.service.invite()]

        let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
            for link in links {
                group.addTask { await fixture.outcome { try await fixture.accept(link, username: "bo") } }
            }
            try await eventually("both hash their passwords") { fixture.hasher.load.running == 2 }
            probe.open(for: 2)
            return try await group.reduce(into: []) { $0.append($1) }.sorted()
        }

        #expect(outcomes == ["username_taken", "welcome"])
        var used = 0
        for link in links where try await fixture.store.invitation(id: link.invitation.id)?.usedAt != nil {
            used += 1
        }
        #expect(used == 1)
    }

    @Test func `an invitation expires`() async throws {
        let fixture = try AccountFixture()
        let week = try await fixture.service.invite()
        let hour = try await fixture.service.invite(lifetime: Self.hour)

        fixture.time.advance(by: Self.hour)
        await #expect(throws: AccountError.invitationExpired) {
            try await fixture.accept(hour, username: "bo")
        }

        fixture.time.advance(by: Self.day * 7 - Self.hour - Self.second)
        _ = try await fixture.accept(week, username: "bo")
    }

    @Test func `whoever comes late is told so for a week, then the invitation is forgotten`() async throws {
        let fixture = try AccountFixture()
        let issued = try await fixture.service.invite()

        fixture.time.advance(by: Self.day * 14 - Self.second)
        try await fixture.service.removeExpired()
        await #expect(throws: AccountError.invitationExpired) {
            try await fixture.accept(issued, username: "bo")
        }

        fixture.time.advance(by: Self.second)
        try await fixture.service.removeExpired()
        await #expect(throws: AccountError.invitationInvalid) {
            try await fixture.accept(issued, username: "bo")
        }
    }

    @Test(arguments: ["", "nonsense", String(repeating: "A", count: 43)])
    func `an invented link is refused without work`(token: String) async throws {
        let probe = DerivationProbe()
        let fixture = try AccountFixture(probe: probe)
        await #expect(throws: AccountError.invitationInvalid) {
            try await fixture.service.acceptInvitation(
                token: token, username: "bo", name: "Bo", password: "long enough")
        }
        #expect(probe.parameters.isEmpty)
    }

    @Test func `a mistake in a field does not use the link up`() async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        let issued = try await fixture.service.invite()
        await #expect(throws: AccountError.usernameTaken) {
            try await fixture.accept(issued, username: "Alice")
        }
        await #expect(throws: AccountError.usernameInvalid) {
            try await fixture.accept(issued, username: "b o")
        }
        await #expect(throws: AccountError.passwordTooShort) {
            try await fixture.accept(issued, username: "bo", password: "short")
        }
        _ = try await fixture.accept(issued, username: "bo")
    }

    @Test func `only somebody who may sign in can invite`() async throws {
        let fixture = try AccountFixture()
        let alice = try await fixture.addAlice()
        let nobody = UserID("nobody")
        await #expect(throws: AccountError.unknownUser) { try await fixture.service.invite(by: nobody) }
        try await fixture.service.setDisabled(true, username: "alice")
        await #expect(throws: AccountError.accountDisabled) { try await fixture.service.invite(by: alice.id) }
    }

    // MARK: First start

    @Test func `the set-up link makes the first account and then closes`() async throws {
        let fixture = try AccountFixture()
        let issued = try #require(try await fixture.service.setupLink())

        let first = try await fixture.accept(issued, username: "alice")

        #expect(try await fixture.service.people().accounts == [first.account])
        await #expect(throws: AccountError.setupClosed) { try await fixture.accept(issued, username: "bo") }
        #expect(try await fixture.service.setupLink()?.invitation == nil)
    }

    @Test func `an account made meanwhile closes the set-up link`() async throws {
        let fixture = try AccountFixture()
        let issued = try #require(try await fixture.service.setupLink())
        try await fixture.addAlice()
        try await fixture.service.setDisabled(true, username: "alice")

        await #expect(throws: AccountError.setupClosed) { try await fixture.accept(issued, username: "bo") }
        #expect(try await fixture.service.setupLink()?.invitation == nil)
    }

    @Test func `an account made while the set-up password is hashed closes the link`() async throws {
        let probe = DerivationProbe(isClosed: true)
        let fixture = try AccountFixture(probe: probe)
        let issued = try #require(try await fixture.service.setupLink())

        let setup = Task { await fixture.outcome { try await fixture.accept(issued, username: "bo") } }
        try await eventually("the password is hashed") { fixture.hasher.load.running == 1 }
        try await fixture.service(parameters: .cheap)
            .createAccount(username: "alice", name: "Alice", password: "alice's password")
        probe.open(for: 1)

        #expect(await setup.value == "setup_closed")
        #expect(try await fixture.service.people().accounts.map(\.username) == ["alice"])
    }

    @Test func `the set-up link that was printed last is the one that works`() async throws {
        let fixture = try AccountFixture()
        let earlier = try #require(try await fixture.service.setupLink())
        let later = try #require(try await fixture.service.setupLink())
        await #expect(throws: AccountError.invitationInvalid) {
            try await fixture.accept(earlier, username: "alice")
        }
        _ = try await fixture.accept(later, username: "alice")
    }
}

extension AccountFixture {
    fileprivate func accept(
        _ issued: IssuedInvitation, username: String, password: String = "long enough"
    ) async throws -> SignIn {
        try await service.acceptInvitation(
            token: issued.token.text, username: username, name: username.uppercased(), password: password)
    }

    /// The code of the error, or a welcome.
    fileprivate func outcome(_ attempt: () async throws -> SignIn) async -> String {
        do {
            _ = try await attempt()
            return "welcome"
        } catch {
            return (error as? AccountError)?.code ?? "\(error)"
        }
    }
}
