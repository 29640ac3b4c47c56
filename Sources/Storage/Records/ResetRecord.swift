import Accounts
import CallCore
import GRDB

/// A row of `password_reset`.
struct ResetRecord: Codable, KeyedRecord, PersistableRecord {
    static let databaseTableName = "password_reset"
    static let keyColumn = "account_id"

    enum Columns {
        static let id = Column("id")
        static let expiresAt = Column("expires_at")
    }

    enum CodingKeys: String, CodingKey {
        case id
        case accountID = "account_id"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }

    var accountID: String
    var id: String
    var createdAt: Int64
    var expiresAt: Int64

    init(_ reset: PasswordReset) {
        accountID = reset.accountID.description
        id = reset.id
        createdAt = reset.createdAt.milliseconds
        expiresAt = reset.expiresAt.milliseconds
    }

    /// - Throws: ``DamagedRecord`` when the account's id can be nobody's, or a moment is none.
    func reset() throws(DamagedRecord) -> PasswordReset {
        guard let accountID = UserID(accountID), let createdAt = Timestamp(stored: createdAt),
            let expiresAt = Timestamp(stored: expiresAt)
        else { throw DamagedRecord(table: Self.databaseTableName, key: self.accountID) }
        return PasswordReset(id: id, accountID: accountID, createdAt: createdAt, expiresAt: expiresAt)
    }
}
