import Accounts
import CallCore
import GRDB

extension SQLiteAccountStore {
    package func block(_ blocked: UserID, by blocker: UserID, at now: Timestamp) async throws {
        try await pool.write { db in
            try Self.checkExists(blocked, db)
            try Self.checkExists(blocker, db)
            guard try BlockRecord.filter(blocker: blocker, blocked: blocked).isEmpty(db) else { return }
            try BlockRecord(
                blockerID: blocker.description, blockedID: blocked.description, createdAt: now.milliseconds
            ).insert(db)
        }
    }

    package func unblock(_ blocked: UserID, by blocker: UserID) async throws {
        try await pool.write { db in
            try Self.checkExists(blocked, db)
            try BlockRecord.filter(blocker: blocker, blocked: blocked).deleteAll(db)
        }
    }

    package func blocked(by blocker: UserID) async throws -> [UserID] {
        try await pool.read { db in
            try BlockRecord.filter(blocker: blocker).order(BlockRecord.Columns.blockedID)
                .select(BlockRecord.Columns.blockedID, as: String.self).fetchAll(db)
                .compactMap { UserID($0) }
        }
    }

    static func checkExists(_ user: UserID, _ db: Database) throws {
        guard try AccountRecord.row(id: user.description, db) != nil else { throw AccountError.unknownUser }
    }
}
