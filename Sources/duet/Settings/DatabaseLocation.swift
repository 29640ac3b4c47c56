import Accounts
import Calls
import Foundation
import Storage

/// Where a database lies, or will.
struct DatabaseLocation {
    let path: String

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    /// Works on the accounts of the database, and closes it.
    /// - Throws: ``CommandFailure`` when there is no such file: only what adds something may make one.
    func withExistingAccounts<Result>(
        _ work: (AccountService) async throws -> Result
    ) async throws -> Result {
        try demandExistence()
        return try await withAccounts(work)
    }

    /// - Throws: ``CommandFailure`` when there is no such file.
    func demandExistence() throws {
        guard !exists else { return }
        throw CommandFailure(
            "There is no database \(path). Name it with --database (or DUET_DATABASE); `duet user add` and `duet serve` make a new one.",
            exitCode: CommandFailure.databaseUnusable)
    }

    /// Works on the accounts of the database, which is made when it is missing, and closes it.
    func withAccounts<Result>(_ work: (AccountService) async throws -> Result) async throws -> Result {
        try await withDatabase { database in
            let clock = SystemClock()
            return try await work(
                AccountService(
                    store: SQLiteAccountStore(database), hasher: PasswordHasher(), now: { clock.now }))
        }
    }

    /// Works on the database, which is made when it is missing, and closes it.
    func withDatabase<Result>(_ work: (AppDatabase) async throws -> Result) async throws -> Result {
        let database = try AppDatabase(path: path)
        let result: Result
        do {
            result = try await work(database)
        } catch {
            // What went wrong first is what the person must read.
            try? database.close()
            throw error
        }
        try database.close()
        return result
    }
}
