import Accounts
import CallCore
import Calls
import Foundation
import GRDB
import Signaling

/// The accounts, as the call service sees them, on a connection of its own: the deciding thread does not wait for the
/// readers of the page's lists.
package struct SQLitePeopleDirectory: PeopleDirectory {
    private let queue: DatabaseQueue

    /// Opens the connection.
    /// - Throws: `DatabaseError`.
    package init(_ database: AppDatabase) throws {
        queue = try database.openQueue(label: "Duet.people", busyTimeout: SQLiteCallJournal.busyTimeout) {
            $0.readonly = true
        }
    }

    package func entry(for user: UserID) throws -> DirectoryEntry? {
        try queue.read { db in
            guard let account = try AccountRecord.fetchOne(db, key: user.description) else { return nil }
            return DirectoryEntry(person: try account.person(), isDisabled: account.isDisabled)
        }
    }
}
