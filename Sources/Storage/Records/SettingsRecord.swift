import Accounts
import CallCore
import GRDB

/// A row of `personal_settings`.
struct SettingsRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "personal_settings"

    enum CodingKeys: String, CodingKey {
        case accountID = "account_id"
        case alwaysRelay = "always_relay"
        case doNotDisturb = "do_not_disturb"
        case doNotDisturbUntil = "do_not_disturb_until"
    }

    var accountID: String
    var alwaysRelay: Bool
    var doNotDisturb: Bool
    var doNotDisturbUntil: Int64?

    init(_ settings: PersonalSettings, of person: UserID) {
        accountID = person.description
        alwaysRelay = settings.alwaysRelay
        switch settings.doNotDisturb {
        case .off: (doNotDisturb, doNotDisturbUntil) = (false, nil)
        case .on(let end): (doNotDisturb, doNotDisturbUntil) = (true, end?.milliseconds)
        }
    }

    var settings: PersonalSettings {
        PersonalSettings(
            alwaysRelay: alwaysRelay,
            // An end that this program cannot have written is none: whoever asked for peace keeps it.
            doNotDisturb: doNotDisturb
                ? .on(until: doNotDisturbUntil.flatMap(Timestamp.init(stored:))) : .off)
    }

    /// Does a person want no disturbance at a moment?
    static let doNotDisturbSQL = """
        SELECT EXISTS (SELECT 1 FROM personal_settings
            WHERE account_id = ? AND do_not_disturb = 1 AND ifnull(do_not_disturb_until > ?, 1))
        """
}
