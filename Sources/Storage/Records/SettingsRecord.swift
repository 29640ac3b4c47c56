import Accounts
import CallCore
import GRDB

/// A row of `personal_settings`.
struct SettingsRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "personal_settings"

    enum CodingKeys: String, CodingKey {
        case accountID = "account_id"
        case alwaysRelay = "always_relay"
    }

    var accountID: String
    var alwaysRelay: Bool

    init(_ settings: PersonalSettings, of person: UserID) {
        accountID = person.description
        alwaysRelay = settings.alwaysRelay
    }

    var settings: PersonalSettings { PersonalSettings(alwaysRelay: alwaysRelay) }
}
