import Crypto
import Synchronization
import TestSupport
import Testing

@testable import Accounts

@Suite struct PasswordHasherTests {
    private let password = Password(entered: "correct horse")

    @Test func `a password is known again and another is not`() async throws {
        let hasher = PasswordHasher(parameters: .cheap)
        let hash = try await hasher.hash(password)
        #expect(try await hasher.verify(password, against: hash))
        #expect(try await !hasher.verify(Password(entered: "Correct horse"), against: hash))
        #expect(try await !hasher.verify(Password(entered: ""), against: hash))
    }

    @Test func `the same password has another hash each time`() async throws {
        let hasher = PasswordHasher(parameters: .cheap)
        let hashes = try await [hasher.hash(password), hasher.hash(password)]
        #expect(hashes[0] != hashes[1])
    }

    @Test func `a stored hash is verified at the cost it was made with`() async throws {
        let hash = try await PasswordHasher(parameters: .lessCheap).hash(password)
        let probe = DerivationProbe()
        let hasher = PasswordHasher(parameters: .cheap, derive: probe.derive)
        #expect(try await hasher.verify(password, against: hash))
        #expect(probe.parameters == [.lessCheap])
        #expect(hasher.needsRehash(hash))
        #expect(try await !hasher.needsRehash(hasher.hash(password)))
    }

    @Test(arguments: [nil, "not a hash"])
    func `nothing to compare with costs the same`(stored: String?) async throws {
        let probe = DerivationProbe()
        let hasher = PasswordHasher(parameters: .lessCheap, derive: probe.derive)
        #expect(try await !hasher.verify(password, against: stored))
        #expect(probe.parameters == [.lessCheap])
    }

    @Test func `a full line refuses at once, and the line is served in order`() async throws {
        let probe = DerivationProbe(isClosed: true)
        let hasher = PasswordHasher(
            parameters: .cheap, concurrency: 1, waitingLimit: 1, derive: probe.derive)
        try await withThrowingTaskGroup { group in
            group.addTask { try await hasher.hash(password) }
            group.addTask { try await hasher.hash(password) }
            try await eventually("one runs, one waits") { hasher.load == .init(running: 1, waiting: 1) }

            await #expect(throws: AccountError.tooBusy) { try await hasher.hash(password) }

            probe.open(for: 2)
            try await group.waitForAll()
        }
        #expect(probe.peak == 1)
        #expect(hasher.load == .init(running: 0, waiting: 0))
    }

    @Test func `whoever gives up leaves the line`() async throws {
        let probe = DerivationProbe(isClosed: true)
        let hasher = PasswordHasher(
            parameters: .cheap, concurrency: 1, waitingLimit: 1, derive: probe.derive)
        let running = Task { try await hasher.hash(password) }
        try await eventually("the first runs") { hasher.load.running == 1 }
        let waiting = Task { try await hasher.hash(password) }
        try await eventually("the second waits") { hasher.load.waiting == 1 }

        waiting.cancel()

        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(hasher.load == .init(running: 1, waiting: 0))
        probe.open(for: 1)
        _ = try await running.value
        #expect(probe.parameters.count == 1)
    }

    @Test func `a task that is cancelled already does not wait`() async throws {
        let probe = DerivationProbe(isClosed: true)
        let hasher = PasswordHasher(
            parameters: .cheap, concurrency: 1, waitingLimit: 8, derive: probe.derive)
        let running = Task { try await hasher.hash(password) }
        try await eventually("the first runs") { hasher.load.running == 1 }

        let cancelled = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await hasher.hash(password)
        }

        await #expect(throws: CancellationError.self) { try await cancelled.value }
        probe.open(for: 1)
        _ = try await running.value
    }

    @Test func `a derivation that fails says so and frees its thread`() async throws {
        struct Broken: Error {}
        let isBroken = Mutex(true)
        let hasher = PasswordHasher(parameters: .cheap, concurrency: 1) { password, salt, parameters in
            if isBroken.withLock({ $0 }) { throw Broken() }
            return try ScryptParameters.derive(password, salt: salt, parameters: parameters)
        }
        await #expect(throws: Broken.self) { try await hasher.hash(password) }
        isBroken.withLock { $0 = false }
        let hash = try await hasher.hash(password)
        #expect(try await hasher.verify(password, against: hash))
    }
}
