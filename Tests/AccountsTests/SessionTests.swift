import Accounts
import CallCore
import Foundation
import Storage
import TestSupport
import Testing

@Suite struct SessionTests {
    private static let second: Duration = .seconds(1)
    private static let hour: Duration = .seconds(3600)
    private static let day = hour * 24

    @Test func `a session that is not used ends after thirty days`() async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        let signIn = try await fixture.signInAlice()

        fixture.time.advance(by: Self.day * 30)
        #expect(try await fixture.service.session(token: signIn.token.text) == nil)
    }

    @Test func `use keeps a session alive, with one write an hour`() async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        let signIn = try await fixture.signInAlice()

        fixture.time.advance(by: Self.hour - Self.second)
        _ = try await fixture.service.session(token: signIn.token.text)
        #expect(try await fixture.store.session(id: signIn.session.id)?.session == signIn.session)

        fixture.time.advance(by: Self.second)
        let renewed = try #require(try await fixture.service.session(token: signIn.token.text))
        #expect(renewed.session.lastSeenAt == fixture.time.now)
        #expect(renewed.session.expiresAt == fixture.time.now.advanced(by: Self.day * 30))
        #expect(try await fixture.store.session(id: signIn.session.id) == renewed)

        fixture.time.advance(by: Self.day * 30 - Self.second)
        #expect(try await fixture.service.session(token: signIn.token.text) != nil)
    }

    @Test func `of many tokens each is answered for itself, in their order`() async throws {
        let fixture = try AccountFixture()
        let alice = try await fixture.addAlice()
        let bo = try await fixture.service.createAccount(
            username: "bo", name: "Bo", password: "bo's password")
        let over = try await fixture.signInAlice()
        let unused = try await fixture.signInAlice()
        let ofBo = try await fixture.service.signIn(username: "bo", password: "bo's password")
        try await fixture.service.signOut(session: over.session.id)
        fixture.time.advance(by: Self.hour)

        let found = try await fixture.service.sessions(tokens: [
            ofBo.token.text, nil, over.token.text, "no token", unused.token.text, ofBo.token.text,
        ])
        #expect(found.map { $0?.account.id } == [bo.id, nil, nil, nil, alice.id, bo.id])
        // Each was used, and is renewed.
        #expect(found.compactMap(\.self).allSatisfy { $0.session.lastSeenAt == fixture.time.now })
        for signIn in [ofBo, unused] {
            let stored = try await fixture.store.session(id: signIn.session.id)
            #expect(stored?.session.lastSeenAt == fixture.time.now)
        }
        #expect(try await fixture.service.sessions(tokens: []).isEmpty)
    }

    @Test func `of sixty sign-ins thirty-two sessions are left, those that were used last`() async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        try await fixture.service.createAccount(username: "bo", name: "Bo", password: "bo's password")
        let ofBo = try await fixture.service.signIn(username: "bo", password: "bo's password")
        var signIns: [SignIn] = []
        for number in 0..<60 {
            fixture.time.advance(by: Self.hour)
            // The first one is used all the time.
            if let first = signIns.first { _ = try await fixture.service.session(token: first.token.text) }
            signIns.append(try await fixture.signInAlice())
            #expect(signIns[number].ended == (number < 32 ? [] : [signIns[number - 31].session.id]))
        }
        var left: [Int] = []
        for (number, signIn) in signIns.enumerated()
        where try await fixture.service.session(token: signIn.token.text) != nil {
            left.append(number)
        }
        #expect(left == [0] + Array(29..<60))
        #expect(try await fixture.service.session(token: ofBo.token.text) != nil)
    }

    @Test func `signing out ends this session and no other`() async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        let here = try await fixture.signInAlice()
        let there = try await fixture.signInAlice()

        #expect(try await fixture.service.signOut(session: here.session.id))

        #expect(try await fixture.service.session(token: here.token.text) == nil)
        #expect(try await fixture.service.session(token: there.token.text) != nil)
        #expect(try await !fixture.service.signOut(session: here.session.id))
    }

    @Test func `a sign-in ends the session that the browser had, whoever's it was, and no other`()
        async throws
    {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        try await fixture.service.createAccount(username: "bo", name: "Bo", password: "bo's password")
        let elsewhere = try await fixture.signInAlice()
        let here = try await fixture.signInAlice()

        await #expect(throws: AccountError.wrongCredentials) {
            try await fixture.service.signIn(
                username: "bo", password: "not his", replacing: here.session.id)
        }
        #expect(try await fixture.service.session(token: here.token.text) != nil)

        let bo = try await fixture.service.signIn(
            username: "bo", password: "bo's password", replacing: here.session.id)
        #expect(try await fixture.service.session(token: here.token.text) == nil)
        let again = try await fixture.service.signIn(
            username: "bo", password: "bo's password", replacing: bo.session.id)
        #expect(try await fixture.service.session(token: bo.token.text) == nil)

        let invited = try await fixture.service.acceptInvitation(
            token: fixture.service.invite().token.text, username: "carl", name: "Carl",
            password: "carl's password", replacing: again.session.id)
        #expect(try await fixture.service.session(token: again.token.text) == nil)
        for signIn in [elsewhere, invited] {
            #expect(try await fixture.service.session(token: signIn.token.text) != nil)
        }
    }

    @Test func `signing out everywhere ends all of this account's and nobody else's`() async throws {
        let fixture = try AccountFixture()
        let alice = try await fixture.addAlice()
        try await fixture.service.createAccount(username: "bo", name: "Bo", password: "bo's password")
        let first = try await fixture.signInAlice()
        let second = try await fixture.signInAlice()
        let bo = try await fixture.service.signIn(username: "bo", password: "bo's password")

        let ended = try await fixture.service.signOutEverywhere(account: alice.id)

        #expect(Set(ended) == [first.session.id, second.session.id])
        #expect(try await fixture.service.session(token: second.token.text) == nil)
        #expect(try await fixture.service.session(token: bo.token.text) != nil)
    }

    @Test func `a session that is kept alive outlives its time, one that is over does not come back`()
        async throws
    {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        let open = try await fixture.signInAlice()
        let over = try await fixture.signInAlice()
        let unused = try await fixture.signInAlice()
        #expect(try await fixture.service.signOut(session: over.session.id))
        fixture.time.advance(by: Self.day * 29)
        try await fixture.service.keepAlive([open.session.id, over.session.id, "nobody's"])
        fixture.time.advance(by: Self.day)
        try await fixture.service.keepAlive([unused.session.id])

        #expect(try await fixture.service.endedSessions(among: [open.session.id]).isEmpty)
        #expect(
            try await fixture.store.session(id: open.session.id)?.session.expiresAt
                == fixture.time.now.advanced(by: Self.day * 29))
        for ended in [over, unused] {
            #expect(try await fixture.service.session(token: ended.token.text) == nil)
        }
    }

    @Test func `expired sessions are removed, living ones stay`() async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        let old = try await fixture.signInAlice()
        fixture.time.advance(by: Self.day * 29)
        try await fixture.service.createAccount(username: "bo", name: "Bo", password: "bo's password")
        let new = try await fixture.service.signIn(username: "bo", password: "bo's password")
        fixture.time.advance(by: Self.day)

        #expect(try await fixture.service.removeExpired() == [old.session.id])

        #expect(try await fixture.store.session(id: old.session.id) == nil)
        #expect(try await fixture.service.session(token: new.token.text) != nil)
        #expect(try await fixture.service.removeExpired().isEmpty)
    }

    @Test func `the next sign-in sweeps up what the account has let expire`() async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        let old = try await fixture.signInAlice()
        fixture.time.advance(by: Self.day * 30)
        _ = try await fixture.signInAlice()
        #expect(try await fixture.store.session(id: old.session.id) == nil)
    }

    @Test func `the database holds no token`() async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        let signIn = try await fixture.signInAlice()
        let invitation = try await fixture.service.invite()

        for file in try FileManager.default.contentsOfDirectory(
            at: fixture.temporary.folder, includingPropertiesForKeys: nil)
        {
            let bytes = try Data(contentsOf: file)
            #expect(bytes.firstRange(of: Data(signIn.token.text.utf8)) == nil)
            #expect(bytes.firstRange(of: Data(invitation.token.text.utf8)) == nil)
            #expect(bytes.firstRange(of: Data("alice's password".utf8)) == nil)
        }
    }

    @Test(arguments: ["", "nonsense", String(repeating: "A", count: 43), "'; DROP TABLE session; --"])
    func `other tokens stand for nobody`(token: String) async throws {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        _ = try await fixture.signInAlice()
        #expect(try await fixture.service.session(token: token) == nil)
    }

    @Test func `a session outlives the process`() async throws {
        let fixture = try AccountFixture()
        let alice = try await fixture.addAlice()
        let signIn = try await fixture.signInAlice()
        try fixture.temporary.database.close()

        let reopened = try AppDatabase(path: fixture.temporary.path)
        let service = AccountService(
            store: SQLiteAccountStore(reopened), hasher: fixture.hasher, now: { fixture.time.now })

        let found = try await service.session(token: signIn.token.text)
        #expect(found == SignedIn(account: alice, session: signIn.session))
    }
}
