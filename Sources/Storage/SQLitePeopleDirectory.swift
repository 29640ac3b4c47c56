import Accounts
import CallCore
import GRDB
import Signaling
import Switchboard

/// The accounts, as the Switchboard sees them.
package struct SQLitePeopleDirectory: PeopleDirectory {
    private let pool: DatabasePool

    package init(_ database: AppDatabase) {
        pool = database.pool
    }

    package func entry(for user: UserID) throws -> DirectoryEntry? {
        try pool.read { db in
            guard let account = try AccountRecord.fetchOne(db, key: user.description)?.account else {
                return nil
            }
            return DirectoryEntry(
                person: Person(id: user, username: account.username, name: account.name),
                isDisabled: account.isDisabled)
        }
    }
}
