import Accounts
import CallCore
import GRDB

extension SQLiteAccountStore {
    package func knowsBrowser(id: String, username: String) async throws -> Bool {
        try await pool.read { db in
            guard let account = try AccountRecord.filter(username: username).fetchOne(db) else {
                return false
            }
            return try !KnownBrowserRecord.filter(accountID: account.id)
                .filter(KnownBrowserRecord.Columns.id == id).isEmpty(db)
        }
    }

    package func rememberBrowser(
        id: String?, orNew newID: String, accountID: UserID, at now: Timestamp, limit: Int
    ) async throws -> String {
        try await pool.write { db in
            try Self.checkExists(accountID, db)
            let known = try id.flatMap { id in
                try KnownBrowserRecord.filter(KnownBrowserRecord.Columns.id == id).isEmpty(db) ? nil : id
            }
            let account = accountID.description
            let record = KnownBrowserRecord(
                accountID: account, id: known ?? newID, lastUsedAt: now.milliseconds)
            try record.save(db)
            try KnownBrowserRecord.filter(accountID: account)
                .filter(KnownBrowserRecord.Columns.id != record.id)
                .order(KnownBrowserRecord.Columns.lastUsedAt.desc)
                .limit(.max, offset: limit - 1)
                .select(KnownBrowserRecord.Columns.id, as: String.self).fetchAll(db)
                .forEach { id in
                    try KnownBrowserRecord.filter(accountID: account)
                        .filter(KnownBrowserRecord.Columns.id == id).deleteAll(db)
                }
            return record.id
        }
    }
}
