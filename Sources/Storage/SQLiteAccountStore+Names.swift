import Accounts
import CallCore
import GRDB

/// Whether wanted names could be taken for somebody else's. Everybody's are compared, which takes too long for others to
/// wait who write meanwhile, calls above all: so they are compared before the transaction that writes, and in it only
/// the revision is.
extension SQLiteAccountStore {
    /// How often names are compared anew because others changed theirs meanwhile, before they have to wait.
    private static let comparisons = 3

    package func demandDistinct(_ wanted: WantedNames) async throws {
        try await pool.read { db in try NameVerdict(wanted, of: nil, db) }.demandDistinct()
    }

    /// Writes a new account.
    func writeNames<Written: Sendable>(
        of account: Account, _ write: @escaping @Sendable (Database, NameVerdict) throws -> Written
    ) async throws -> Written {
        let wanted = WantedNames(username: account.username, name: account.name)
        return try await writeNames(wanted, of: account.id, write)
    }

    /// Writes names, with a verdict that is true in this transaction: of two who want names that look alike the second one
    /// reads what the first has written.
    ///
    /// - Parameter id: whose they are to be; their own names are not compared.
    func writeNames<Written: Sendable>(
        _ wanted: WantedNames, of id: UserID,
        _ write: @escaping @Sendable (Database, NameVerdict) throws -> Written
    ) async throws -> Written {
        for _ in 0..<Self.comparisons {
            let verdict = try await pool.read { db in try NameVerdict(wanted, of: id, db) }
            let written = try await pool.write { db in
                try AccountRevision.value(db) == verdict.revision ? write(db, verdict) : nil
            }
            if let written { return written }
        }
        return try await pool.write { db in try write(db, NameVerdict(wanted, of: id, db)) }
    }
}

/// Whether names were too much like those of others, as of a revision.
struct NameVerdict: Sendable {
    let revision: Int
    private let fault: AccountError?

    /// Looks at everybody, also the disabled.
    init(_ wanted: WantedNames, of id: UserID?, _ db: Database) throws {
        revision = try AccountRevision.value(db)
        let others = try Row.fetchCursor(
            db,
            AccountRecord.present.filter(AccountRecord.Columns.id != (id?.description ?? ""))
                .select(AccountRecord.Columns.username, AccountRecord.Columns.name))
        var fault: AccountError?
        while fault == nil, let other = try others.next() {
            guard let username = String.fromDatabaseValue(other[0]),
                let name = String.fromDatabaseValue(other[1])
            else { continue }
            do {
                try wanted.check(againstUsername: username, name: name)
            } catch {
                fault = error
            }
        }
        self.fault = fault
    }

    /// - Throws: as ``WantedNames/check(againstUsername:name:)``.
    func demandDistinct() throws(AccountError) {
        if let fault { throw fault }
    }
}
