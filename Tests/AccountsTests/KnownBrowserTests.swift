import Accounts
import CallCore
import Testing

/// Which browsers an account knows.
@Suite struct KnownBrowserTests {
    private static let day: Duration = .seconds(24 * 3600)

    private func fixture() async throws -> AccountFixture {
        let fixture = try AccountFixture()
        try await fixture.addAlice()
        try await fixture.service.createAccount(username: "bo", name: "Bo", password: "bo's password")
        return fixture
    }

    private func signIn(_ fixture: AccountFixture, _ username: String, _ browser: String?) async throws
        -> String
    {
        let signIn = try await fixture.service.signIn(
            username: username, password: "\(username)'s password", browser: browser)
        return try #require(signIn.browser).text
    }

    private func knows(_ fixture: AccountFixture, _ username: String, _ browser: String?) async throws
        -> Bool
    {
        try await fixture.service.knownBrowser(token: browser, of: username) != nil
    }

    @Test func `an account knows the browser that it was signed in to from, and no other account does`()
        async throws
    {
        let fixture = try await fixture()
        let browser = try await signIn(fixture, "alice", nil)
        #expect(try await knows(fixture, " ALICE ", browser))
        #expect(try await !knows(fixture, "bo", browser))
        #expect(try await !knows(fixture, "nobody", browser))
        for token in [nil, "", "no token", SecretToken().text] {
            #expect(try await !knows(fixture, "alice", token))
        }
    }

    @Test func `two people may share a browser, but nobody may choose what it is called`() async throws {
        let fixture = try await fixture()
        let browser = try await signIn(fixture, "alice", nil)
        #expect(try await signIn(fixture, "bo", browser) == browser)
        #expect(try await knows(fixture, "alice", browser))
        #expect(try await knows(fixture, "bo", browser))
        let planted = SecretToken().text
        #expect(try await signIn(fixture, "alice", planted) != planted)
        #expect(try await !knows(fixture, "alice", planted))
    }

    @Test func `a wrong password makes no browser known`() async throws {
        let fixture = try await fixture()
        let ofBo = try await signIn(fixture, "bo", nil)
        await #expect(throws: AccountError.wrongCredentials) {
            try await fixture.service.signIn(username: "alice", password: "a guess", browser: ofBo)
        }
        #expect(try await !knows(fixture, "alice", ofBo))
    }

    @Test func `an account knows thirty-two browsers, those that were used last`() async throws {
        let fixture = try await fixture()
        var browsers: [String] = []
        for _ in 0..<33 {
            fixture.time.advance(by: .seconds(1))
            if let first = browsers.first { #expect(try await signIn(fixture, "alice", first) == first) }
            fixture.time.advance(by: .seconds(1))
            browsers.append(try await signIn(fixture, "alice", nil))
        }
        var forgotten: [Int] = []
        for (number, browser) in browsers.enumerated()
        where try await !knows(fixture, "alice", browser) { forgotten.append(number) }
        #expect(forgotten == [1])
    }

    @Test func `a browser that is not used for four hundred days is forgotten`() async throws {
        let fixture = try await fixture()
        let browser = try await signIn(fixture, "alice", nil)
        fixture.time.advance(by: Self.day * 400 - .seconds(1))
        try await fixture.service.removeExpired()
        #expect(try await knows(fixture, "alice", browser))
        fixture.time.advance(by: .seconds(1))
        try await fixture.service.removeExpired()
        #expect(try await !knows(fixture, "alice", browser))
    }

    @Test func `a new password forgets the account's browsers and nobody else's`() async throws {
        let fixture = try await fixture()
        let browser = try await signIn(fixture, "alice", nil)
        _ = try await signIn(fixture, "bo", browser)
        try await fixture.service.setPassword(username: "alice", password: "another password")
        #expect(try await !knows(fixture, "alice", browser))
        #expect(try await knows(fixture, "bo", browser))
    }
}
