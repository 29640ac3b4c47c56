import Accounts
import CallCore
import GRDB

extension SQLiteAccountStore {
    package func settings(of person: UserID) async throws -> PersonalSettings {
        try await pool.read { db in
            try SettingsRecord.fetchOne(db, key: person.description)?.settings ?? PersonalSettings()
        }
    }

    package func save(_ settings: PersonalSettings, of person: UserID) async throws {
        try await pool.write { db in
            try Self.checkExists(person, db)
            try SettingsRecord(settings, of: person).save(db)
        }
    }
}
