import Accounts
import CallCore
import Calls
import GRDB
import Signaling

/// The accounts, as the call service sees them.
package struct SQLitePeopleDirectory: PeopleDirectory {
    private let pool: DatabasePool

    package init(_ database: AppDatabase) {
        pool = database.pool
    }

    package func entry(for user: UserID) throws -> DirectoryEntry? {
        try pool.read { db in
            guard let account = try AccountRecord.fetchOne(db, key: user.description) else { return nil }
            return DirectoryEntry(person: try account.person(), isDisabled: account.isDisabled)
        }
    }
}
