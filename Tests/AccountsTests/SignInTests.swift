import Foundation
import Storage
import TestSupport
import Testing

@testable import Accounts

@Suite struct SignInTests {
    @Test func `the right password begins a session`() async throws {
        let fixture = try AccountFixture()
        let alice = try await fixture.addAlice()

        let signIn = try await fixture.service.signIn(username: " Alice ", password: "alice's password")

        #expect(signIn.account == alice)
        #expect(signIn.session.id == signIn.token.digest)
        let signedIn = try await fixture.service.session(token: signIn.token.text)
        #expect(signedIn == SignedIn(account: alice, session: signIn.session))
    }

    /// What an onlooker with a stop-watch could tell apart.
    @Test func `an unknown name, a wrong password and a disabled account do the same work`() async throws {
        let probe = DerivationProbe()
        let fixture = try AccountFixture(probe: probe, parameters: .lessCheap)
        try await fixture.addAlice()
        try await fixture.service.createAccount(username: "bo", name: "Bo", password: "bo's password")
        try await fixture.service.setDisabled(true, username: "bo")

        let attempts: [(String, String, AccountError)] = [
            ("nobody", "alice's password", .wrongCredentials), ("alice", "wrong password", .wrongCredentials),
            ("alice", "", .wrongCredentials), ("bo", "wrong password", .wrongCredentials),
            ("", "", .wrongCredentials), ("bo", "bo's password", .accountDisabled),
        ]
        for (username, password, error) in attempts {
            probe.forget()
            await #expect(throws: error, "\(username) \(password)") {
                try await fixture.service.signIn(username: username, password: password)
            }
            #expect(probe.parameters == [.lessCheap], "\(username) \(password)")
        }
    }

    @Test func `a burst never runs more derivations at once than there is memory for`() async throws {
        let probe = DerivationProbe(isClosed: true)
        let fixture = try AccountFixture(probe: probe, waitingLimit: 48)
        probe.open(for: 1)
        try await fixture.addAlice()
        probe.forget()

        try await withThrowingTaskGroup { group in
            for _ in 0..<50 {
                group.addTask { try await fixture.signInAlice() }
            }
            try await eventually("everybody is there") {
                fixture.hasher.load == .init(running: 2, waiting: 48)
            }
            probe.open(for: 50)
            try await group.waitForAll()
        }

        #expect(probe.peak == 2)
        #expect(probe.parameters.count == 50)
    }

    @Test func `a burst beyond the line is turned away and the others are served`() async throws {
        let probe = DerivationProbe(isClosed: true)
        let fixture = try AccountFixture(probe: probe, waitingLimit: 32)
        probe.open(for: 1)
        try await fixture.addAlice()
        let refused = Counter()

        let served = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    do {
                        _ = try await fixture.signInAlice()
                        return 1
                    } catch AccountError.tooBusy {
                        refused.increment()
                        return 0
                    }
                }
            }
            try await eventually("sixteen are refused while nobody is served") {
                refused.value == 16
            }
            #expect(fixture.hasher.load == .init(running: 2, waiting: 32))
            probe.open(for: 34)
            return try await group.reduce(0, +)
        }

        #expect(served == 34)
        #expect(probe.peak == 2)
    }

    @Test func `a sign-in brings the hash up to the present cost`() async throws {
        let fixture = try AccountFixture(parameters: .cheap)
        try await fixture.addAlice()
        let probe = DerivationProbe()
        let dearer = fixture.service(parameters: .lessCheap, probe: probe)

        _ = try await dearer.signIn(username: "alice", password: "alice's password")
        _ = try await dearer.signIn(username: "alice", password: "alice's password")

        #expect(probe.parameters == [.cheap, .lessCheap, .lessCheap])
        await #expect(throws: AccountError.wrongCredentials) {
            try await dearer.signIn(username: "alice", password: "wrong password")
        }
    }

    @Test func `a password that changes while it is being checked begins no session`() async throws {
        let probe = DerivationProbe(isClosed: true)
        let fixture = try AccountFixture(probe: probe)
        probe.open(for: 1)
        let alice = try await fixture.addAlice()

        let signIn = Task { try await fixture.signInAlice() }
        try await eventually("the old password is being checked") { fixture.hasher.load.running == 1 }
        _ = try await fixture.service(parameters: .cheap)
            .setPassword(username: "alice", password: "a new password")
        probe.open(for: 1)

        await #expect(throws: AccountError.wrongCredentials) { try await signIn.value }
        #expect(try await fixture.service.signOutEverywhere(account: alice.id).isEmpty)
    }

    @Test func `an account that is disabled while its password is checked begins no session`() async throws {
        let probe = DerivationProbe(isClosed: true)
        let fixture = try AccountFixture(probe: probe)
        probe.open(for: 1)
        try await fixture.addAlice()

        let signIn = Task { try await fixture.signInAlice() }
        try await eventually("the password is being checked") { fixture.hasher.load.running == 1 }
        try await fixture.service.setDisabled(true, username: "alice")
        probe.open(for: 1)

        await #expect(throws: AccountError.wrongCredentials) { try await signIn.value }
    }

    /// The one test that pays the full price.
    @Test func `the OWASP cost works`() async throws {
        let hasher = PasswordHasher()
        let hash = try await hasher.hash(Password(chosen: "correct horse battery staple"))
        #expect(hash.hasPrefix("$scrypt$ln=17,r=8,p=1$"))
        #expect(try await hasher.verify(Password(entered: "correct horse battery staple"), against: hash))
    }
}
