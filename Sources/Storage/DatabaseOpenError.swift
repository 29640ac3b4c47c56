import GRDB

/// Why the database could not be opened. A file that was there before is as it was.
package struct DatabaseOpenError: Error, Equatable, Sendable {
    package enum Code: String, Sendable {
        case notCreatable = "database_not_creatable"
        case notWritable = "database_not_writable"
        /// This user may not read it, or not while no server runs.
        case notReadable = "database_not_readable"
        case notADatabase = "database_not_a_database"
        /// A sound SQLite file that some other program made.
        case foreign = "database_foreign"
        /// A later version of Duet has written it.
        case tooNew = "database_too_new"
        /// An earlier version of Duet has written it, and no server has brought it up to date.
        case older = "database_older"
        case locked = "database_locked"
        case diskFull = "database_disk_full"
        case failed = "database_failed"
    }

    package let code: Code
    /// What happened and what to do, for the operator.
    package let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Puts into words what SQLite says.
    init(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else {
            self.init(.failed, "The database \(path) could not be opened: \(error).")
            return
        }
        switch error.resultCode {
        case .SQLITE_NOTADB:
            self.init(
                .notADatabase,
                "\(path) is not a database. Name another file, or move this one out of the way.")
        case .SQLITE_CORRUPT:
            self.init(.notADatabase, "The database \(path) is damaged. Restore it from a backup.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .locked(path)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self = .notWritable(path)
        case .SQLITE_CANTOPEN:
            self.init(
                .notWritable,
                "The database \(path) cannot be opened. Check the permissions of the file and its folder.")
        case .SQLITE_FULL:
            self.init(.diskFull, "The disk that holds \(path) is full. Make room, then try again.")
        default:
            self.init(.failed, "The database \(path) could not be opened: \(error.message ?? "\(error)").")
        }
    }

    /// Puts into words what SQLite says to somebody who only reads.
    init(reading error: any Error, path: String) {
        switch (error as? DatabaseError)?.resultCode {
        // SQLite makes two files beside a database that nobody uses, also to read it.
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
            self.init(
                .notReadable,
                "The database \(path) cannot be read by this user. Run the same as the user whose server it is: sudo -u NAME duet …"
            )
        default: self.init(error, path: path)
        }
    }

    static func notWritable(_ path: String) -> Self {
        Self(
            .notWritable,
            "The database \(path) cannot be written. Check the permissions of the file and its folder.")
    }

    static func older(_ path: String) -> Self {
        Self(
            .older,
            "The database \(path) is of an earlier version of Duet. `duet serve` brings it up to date when it starts."
        )
    }

    static func locked(_ path: String) -> Self {
        Self(
            .locked,
            "The database \(path) is locked by another program. Stop that program, then try again.")
    }

    static func notCreatable(_ path: String, because reason: String) -> Self {
        Self(.notCreatable, "The database \(path) cannot be created: \(reason).")
    }
}

extension DatabaseOpenError: CustomStringConvertible {
    package var description: String { message }
}
