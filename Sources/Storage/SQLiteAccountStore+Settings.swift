import Accounts
import CallCore
import GRDB

extension SQLiteAccountStore {
    package func settings(of person: UserID) async throws -> PersonalSettings {
        try await pool.read { db in try Self.settings(of: person, db) }
    }

    package func changeSettings(
        of person: UserID, _ change: @escaping @Sendable (inout PersonalSettings) -> Void
    ) async throws {
        try await pool.write { db in
            try Self.checkExists(person, db)
            var settings = try Self.settings(of: person, db)
            change(&settings)
            try SettingsRecord(settings, of: person).save(db)
        }
    }

    private static func settings(of person: UserID, _ db: Database) throws -> PersonalSettings {
        try SettingsRecord.fetchOne(db, key: person.description)?.settings ?? PersonalSettings()
    }
}
