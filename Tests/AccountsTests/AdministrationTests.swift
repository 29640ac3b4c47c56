import CallCore
import Storage
import Testing

@testable import Accounts

/// Who manages the accounts of others, and what that does to them.
@Suite struct AdministrationTests {
    private let fixture: AccountFixture
    private let alice, bo: Account

    init() async throws {
        fixture = try AccountFixture()
        alice = try await fixture.addAlice()
        bo = try await fixture.service.createAccount(username: "bo", name: "Bo", password: "bo's password")
    }

    private var service: AccountService { fixture.service }

    private func signInBo() async throws -> SignIn {
        try await service.signIn(username: "bo", password: "bo's password")
    }

    private func roles() async throws -> [Account.Role] { try await service.accounts().map(\.role) }

    @Test func `the first account is an administrator's, and others are when somebody says so`() async throws
    {
        #expect(alice.role == .administrator)
        #expect(bo.role == .member)
        #expect(try await fixture.signInAlice().account.role == .administrator)
        let token = try await signInBo().token.text
        #expect(try await service.session(token: token)?.account.role == .member)
        try await service.setRole(.administrator, of: bo.id, by: alice.id)
        #expect(try await service.session(token: token)?.account.role == .administrator)
    }

    @Test func `somebody always remains who can sign in and is an administrator`() async throws {
        await #expect(throws: AccountError.lastAdministrator) {
            try await service.setRole(.member, of: alice.id, by: nil)
        }
        await #expect(throws: AccountError.lastAdministrator) {
            _ = try await service.remove(alice.id, by: nil)
        }
        await #expect(throws: AccountError.lastAdministrator) {
            _ = try await service.deleteAccount(of: alice, password: "alice's password")
        }
        try await service.setRole(.administrator, of: bo.id, by: nil)
        _ = try await service.setDisabled(true, of: bo.id, by: alice.id)
        await #expect(throws: AccountError.lastAdministrator) {
            try await service.setRole(.member, of: alice.id, by: nil)
        }
        _ = try await service.setDisabled(false, of: bo.id, by: alice.id)
        try await service.setRole(.member, of: alice.id, by: alice.id)
        #expect(try await roles() == [.member, .administrator])
    }

    @Test func `whoever is no administrator any more does nothing, however late they notice`() async throws {
        try await service.setRole(.administrator, of: bo.id, by: alice.id)
        _ = try await service.setDisabled(true, of: bo.id, by: alice.id)
        let invitation = try await service.invite(by: alice.id).invitation
        await #expect(throws: AccountError.administratorsOnly) {
            _ = try await service.setDisabled(true, of: alice.id, by: bo.id)
        }
        await #expect(throws: AccountError.administratorsOnly) {
            try await service.setRole(.member, of: alice.id, by: bo.id)
        }
        await #expect(throws: AccountError.administratorsOnly) {
            _ = try await service.remove(alice.id, by: bo.id)
        }
        await #expect(throws: AccountError.administratorsOnly) {
            _ = try await service.issueReset(of: alice.id, by: bo.id)
        }
        await #expect(throws: AccountError.administratorsOnly) {
            try await service.revokeInvitation(invitation.id, by: bo.id)
        }
        #expect(try await service.accounts().map(\.isDisabled) == [false, true])
        #expect(try await service.openInvitations() == [invitation])
    }

    @Test func `one's own account is neither disabled nor removed in passing`() async throws {
        try await service.setRole(.administrator, of: bo.id, by: alice.id)
        await #expect(throws: AccountError.ownAccount) {
            _ = try await service.setDisabled(true, of: alice.id, by: alice.id)
        }
        await #expect(throws: AccountError.ownAccount) {
            _ = try await service.remove(alice.id, by: alice.id)
        }
        await #expect(throws: AccountError.ownAccount) {
            _ = try await service.issueReset(of: alice.id, by: alice.id)
        }
    }

    @Test func `whoever is disabled has no way back in by links of their own`() async throws {
        _ = try await service.invite(by: bo.id)
        let kept = try await service.invite(by: alice.id).invitation
        let reset = try await service.issueReset(of: bo.id, by: alice.id)
        let session = try await signInBo().session.id
        #expect(try await service.setDisabled(true, of: bo.id, by: alice.id) == [session])
        #expect(try await service.setDisabled(true, of: bo.id, by: alice.id) == nil)
        #expect(try await service.openInvitations() == [kept])
        await #expect(throws: AccountError.resetInvalid) {
            _ = try await service.openReset(token: reset.token.text)
        }
        await #expect(throws: AccountError.accountDisabled) {
            _ = try await service.issueReset(of: bo.id, by: alice.id)
        }
        await #expect(throws: AccountError.accountDisabled) {
            try await service.setRole(.administrator, of: bo.id, by: alice.id)
        }
    }

    @Test func `an open invitation is listed until it is used, revoked or expired`() async throws {
        let first = try await service.invite(by: bo.id)
        fixture.time.advance(by: .seconds(1))
        let second = try await service.invite()
        #expect(try await service.openInvitations() == [second.invitation, first.invitation])
        try await service.revokeInvitation(first.invitation.id, by: alice.id)
        await #expect(throws: AccountError.invitationInvalid) {
            _ = try await service.invitation(token: first.token.text)
        }
        await #expect(throws: AccountError.unknownInvitation) {
            try await service.revokeInvitation(first.invitation.id, by: alice.id)
        }
        fixture.time.advance(by: .seconds(7 * 24 * 3600))
        #expect(try await service.openInvitations().isEmpty)
        await #expect(throws: AccountError.unknownInvitation) {
            try await service.revokeInvitation(second.invitation.id, by: nil)
        }
    }

    @Test func `a link for setting Duet up is not open any more once there is an account`() async throws {
        let other = try AccountFixture()
        let setup = try #require(try await other.service.setupLink()).invitation
        #expect(try await other.service.openInvitations() == [setup])
        _ = try await other.addAlice()
        #expect(try await other.service.openInvitations().isEmpty)
        await #expect(throws: AccountError.unknownInvitation) {
            try await other.service.revokeInvitation(setup.id, by: nil)
        }
    }

    // MARK: Resets

    @Test func `a link works no more once there is another password, whoever has set it`() async throws {
        func expectInvalid(_ link: IssuedReset) async {
            await #expect(throws: AccountError.resetInvalid) {
                _ = try await service.resetPassword(token: link.token.text, to: "by the link")
            }
        }
        let first = try await service.issueReset(of: bo.id, by: alice.id)
        let session = try await signInBo().session.id
        _ = try await service.changePassword(
            of: bo, from: "bo's password", to: "changed by Bo", keeping: session)
        await expectInvalid(first)
        let second = try await service.issueReset(of: bo.id, by: alice.id)
        try await service.setPassword(username: "bo", password: "by the operator")
        await expectInvalid(second)
        _ = try await service.signIn(username: "bo", password: "by the operator")
    }

    @Test func `of two who use a link at the same time one wins`() async throws {
        let issued = try await service.issueReset(of: bo.id, by: nil)
        let reset = try await fixture.store.reset(id: issued.reset.id)
        #expect(reset == issued.reset)
        func use() async throws {
            let (_, session) = service.makeSession(for: bo, nil)
            _ = try await fixture.store.useReset(
                id: issued.reset.id, passwordHash: "$scrypt$none", session: session, replacing: nil)
        }
        try await use()
        // What was true when the page was opened is asked again in the transaction.
        await #expect(throws: AccountError.resetInvalid) { try await use() }
    }

    @Test func `a link that expired is told so for a week, and then removed`() async throws {
        let issued = try await service.issueReset(of: bo.id, by: nil)
        fixture.time.advance(by: .seconds(8 * 24 * 3600 - 1))
        try await service.removeExpired()
        await #expect(throws: AccountError.resetExpired) {
            _ = try await service.openReset(token: issued.token.text)
        }
        fixture.time.advance(by: .seconds(1))
        try await service.removeExpired()
        await #expect(throws: AccountError.resetInvalid) {
            _ = try await service.openReset(token: issued.token.text)
        }
    }

    @Test func `a link sets a new password once, and ends all sessions`() async throws {
        let former = try await signInBo().session.id
        let issued = try await service.issueReset(of: bo.id, by: alice.id)
        #expect(try await service.openReset(token: issued.token.text).account == bo)
        let signIn = try await service.resetPassword(token: issued.token.text, to: "remembered now")
        #expect(signIn.ended == [former])
        #expect(try await service.session(token: signIn.token.text)?.account == bo)
        await #expect(throws: AccountError.wrongCredentials) { _ = try await signInBo() }
        _ = try await service.signIn(username: "bo", password: "remembered now")
        await #expect(throws: AccountError.resetInvalid) {
            _ = try await service.resetPassword(token: issued.token.text, to: "another one")
        }
    }

    @Test func `a link works for a day, and only the last one`() async throws {
        let old = try await service.issueReset(of: bo.id, by: nil)
        let new = try await service.issueReset(of: bo.id, by: nil)
        await #expect(throws: AccountError.resetInvalid) {
            _ = try await service.openReset(token: old.token.text)
        }
        await #expect(throws: AccountError.passwordTooShort) {
            _ = try await service.resetPassword(token: new.token.text, to: "short")
        }
        fixture.time.advance(by: .seconds(24 * 3600 - 1))
        _ = try await service.openReset(token: new.token.text)
        fixture.time.advance(by: .seconds(1))
        await #expect(throws: AccountError.resetExpired) {
            _ = try await service.resetPassword(token: new.token.text, to: "long enough")
        }
        _ = try await signInBo()
    }

    // MARK: Removal

    @Test func `a password is asked for before somebody's own account goes`() async throws {
        let session = try await signInBo().session.id
        await #expect(throws: AccountError.wrongPassword) {
            _ = try await service.deleteAccount(of: bo, password: "guessed")
        }
        #expect(try await service.deleteAccount(of: bo, password: "bo's password") == [session])
        #expect(try await service.accounts() == [alice])
        #expect(try await service.account(id: bo.id) == nil)
        await #expect(throws: AccountError.wrongCredentials) { _ = try await signInBo() }
        await #expect(throws: AccountError.wrongPassword) {
            _ = try await service.deleteAccount(of: bo, password: "bo's password")
        }
    }

    @Test func `an account stays when its password was changed while it was checked`() async throws {
        let credential = try #require(try await fixture.store.credential(username: "bo"))
        try await service.setPassword(username: "bo", password: "by the operator")
        #expect(
            try await fixture.store.remove(
                bo.id, verifiedHash: credential.passwordHash, by: nil, at: fixture.time.now) == nil)
        #expect(try await service.accounts() == [alice, bo])
    }

    @Test func `the sign-in name of a removed account is free, and its links work no more`() async throws {
        let invitation = try await service.invite(by: bo.id)
        let reset = try await service.issueReset(of: bo.id, by: nil)
        _ = try await service.remove(bo.id, by: alice.id)
        await #expect(throws: AccountError.invitationInvalid) {
            _ = try await service.invitation(token: invitation.token.text)
        }
        await #expect(throws: AccountError.resetInvalid) {
            _ = try await service.openReset(token: reset.token.text)
        }
        let other = try await service.createAccount(username: "bo", name: "Bo", password: "other password")
        #expect(other.id != bo.id && other.role == .member)
    }

    @Test func `whoever is alone may go, and the next one begins anew as an administrator`() async throws {
        _ = try await service.remove(bo.id, by: alice.id)
        _ = try await service.deleteAccount(of: alice, password: "alice's password")
        let link = try #require(try await service.setupLink())
        let signIn = try await service.acceptInvitation(
            token: link.token.text, username: "carl", name: "Carl", password: "carl's password")
        #expect(signIn.account.role == .administrator)
    }
}
