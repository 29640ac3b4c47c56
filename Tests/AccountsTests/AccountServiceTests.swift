import Accounts
import CallCore
import Foundation
import Testing

@Suite struct AccountServiceTests {
    @Test func `an account is made and listed`() async throws {
        let fixture = try AccountFixture()
        let bo = try await fixture.service.createAccount(
            username: " bo ", name: " Bo B. ", password: "bo's password")
        let alice = try await fixture.addAlice()

        #expect(bo.username == "bo")
        #expect(bo.name == "Bo B.")
        #expect(bo.createdAt == fixture.time.now)
        #expect(bo.id.description.wholeMatch(of: /[A-Za-z0-9_-]{22}/) != nil)
        #expect(try await fixture.service.accounts() == [alice, bo])
        #expect(try await fixture.service.account(id: bo.id) == bo)
        #expect(try await fixture.service.account(id: UserID("nobody")!) == nil)
    }

    @Test func `a user name in other letter case is taken`() async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        await #expect(throws: AccountError.usernameTaken) {
            try await fixture.service.createAccount(
                username: "ALICE", name: "Another", password: "another password")
        }
        #expect(try await fixture.service.accounts().count == 1)
    }

    @Test(arguments: [
        ("a b", "Alice", "long enough", AccountError.usernameInvalid),
        ("alice", "", "long enough", .nameInvalid),
        ("alice", "Alice", "short", .passwordTooShort),
    ])
    func `a field at fault is named, and no work is done`(
        username: String, name: String, password: String, error: AccountError
    ) async throws {
        let probe = DerivationProbe()
        let fixture = try AccountFixture(probe: probe)
        await #expect(throws: error) {
            try await fixture.service.createAccount(username: username, name: name, password: password)
        }
        #expect(try await fixture.service.accounts().isEmpty)
        #expect(probe.parameters.isEmpty)
    }

    @Test func `a new password replaces the old one and ends the sessions`() async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        let first = try await fixture.signInAlice()
        let second = try await fixture.signInAlice()

        let ended = try await fixture.service.setPassword(username: "Alice", password: "a new password")

        #expect(Set(ended) == [first.session.id, second.session.id])
        #expect(try await fixture.service.session(token: first.token.text) == nil)
        await #expect(throws: AccountError.wrongCredentials) { try await fixture.signInAlice() }
        _ = try await fixture.service.signIn(username: "alice", password: "a new password")
    }

    @Test func `a disabled account is out, and comes back when it is enabled`() async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        let signIn = try await fixture.signInAlice()

        let ended = try await fixture.service.setDisabled(true, username: "alice")

        #expect(ended == [signIn.session.id])
        #expect(try await fixture.service.session(token: signIn.token.text) == nil)
        #expect(try await fixture.service.people().accounts.isEmpty)
        #expect(try await fixture.service.accounts().map(\.isDisabled) == [true])

        try await fixture.service.setDisabled(false, username: "alice")
        #expect(try await fixture.service.session(token: signIn.token.text) == nil)
        _ = try await fixture.signInAlice()
    }

    @Test func `an unknown user is said to be unknown`() async throws {
        let fixture = try AccountFixture()
        await #expect(throws: AccountError.unknownUser) {
            try await fixture.service.setPassword(username: "nobody", password: "long enough")
        }
        await #expect(throws: AccountError.unknownUser) {
            try await fixture.service.setDisabled(true, username: "nobody")
        }
    }
}
