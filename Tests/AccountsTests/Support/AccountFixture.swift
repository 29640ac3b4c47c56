import Accounts
import Foundation
import Storage
import TestSupport

extension ScryptParameters {
    /// As cheap as scrypt gets.
    static let cheap = ScryptParameters(logN: 1, blockSize: 1, parallelism: 1)
    static let lessCheap = ScryptParameters(logN: 2, blockSize: 1, parallelism: 1)
}

/// The service over a real database, with the time and the derivation in the test's hand.
struct AccountFixture {
    let temporary: TemporaryDatabase
    let store: SQLiteAccountStore
    let time = ManualTime()
    let hasher: PasswordHasher
    let service: AccountService

    init(
        probe: DerivationProbe = DerivationProbe(), parameters: ScryptParameters = .cheap,
        waitingLimit: Int = 32
    ) throws {
        temporary = try TemporaryDatabase()
        store = SQLiteAccountStore(temporary.database)
        hasher = PasswordHasher(
            parameters: parameters, concurrency: 2, waitingLimit: waitingLimit, derive: probe.derive)
        service = AccountService(store: store, hasher: hasher, now: { [time] in time.now })
    }

    /// The same store and time with another hasher, as after a restart with another configuration.
    func service(parameters: ScryptParameters, probe: DerivationProbe = DerivationProbe()) -> AccountService {
        AccountService(
            store: store, hasher: PasswordHasher(parameters: parameters, derive: probe.derive),
            now: { [time] in time.now })
    }

    @discardableResult
    func addAlice() async throws -> Account {
        try await service.createAccount(username: "alice", name: "Alice", password: "alice's password")
    }

    func signInAlice() async throws -> SignIn {
        try await service.signIn(username: "alice", password: "alice's password")
    }
}
