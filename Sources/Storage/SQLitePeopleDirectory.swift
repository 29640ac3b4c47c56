import Accounts
import CallCore
import Calls
import Foundation
import GRDB
import Logging
import Signaling

/// The accounts, as the call service sees them, on a connection of its own: the deciding thread does not wait for the
/// readers of the page's lists.
package struct SQLitePeopleDirectory: PeopleDirectory {
    private let queue: DatabaseQueue
    private let sound: SoundRows

    /// Opens the connection.
    /// - Throws: `DatabaseError`.
    package init(_ database: AppDatabase, logger: Logger = Logger(label: "duet")) throws {
        sound = SoundRows(logger: logger)
        queue = try database.openQueue(label: "Duet.people", busyMode: JournalPatience.ofReaders) {
            $0.readonly = true
        }
    }

    package func entry(for user: UserID) throws -> DirectoryEntry? {
        try queue.read { db in
            sound.value(try AccountRecord.row(id: user.description, db), of: AccountRecord.self) {
                DirectoryEntry(person: try $0.person(), isDisabled: $0.isDisabled)
            }
        }
    }

    package func isSignedIn(_ session: String, at now: Timestamp) throws -> Bool {
        try exists(
            SessionRecord.existsSQL,
            [session, now.milliseconds, Timestamp.latestStorable.milliseconds])
    }

    package func hasBlocked(_ blocked: UserID, by blocker: UserID) throws -> Bool {
        try exists(BlockRecord.existsSQL, [blocker.description, blocked.description])
    }

    package func mayDisturb(_ user: UserID, at now: Timestamp) throws -> Bool {
        try !exists(SettingsRecord.doNotDisturbSQL, [user.description, now.milliseconds])
    }

    /// Asked for every new call.
    private func exists(_ sql: String, _ arguments: StatementArguments) throws -> Bool {
        try queue.unsafeRead { db in
            try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? false
        }
    }
}
