import Accounts
import CallCore
import GRDB

/// A row of `invitation`.
struct InvitationRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "invitation"

    enum Columns {
        static let kind = Column("kind")
        static let createdBy = Column("created_by")
        static let usedAt = Column("used_at")
        static let expiresAt = Column("expires_at")
    }

    enum CodingKeys: String, CodingKey {
        case id, kind
        case createdBy = "created_by"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case usedAt = "used_at"
        case usedBy = "used_by"
    }

    var id: String
    var kind: Invitation.Kind
    var createdBy: String?
    var createdAt: Int64
    var expiresAt: Int64
    var usedAt: Int64?
    var usedBy: String?

    init(_ invitation: Invitation) {
        id = invitation.id
        kind = invitation.kind
        createdBy = invitation.createdBy?.description
        createdAt = invitation.createdAt.milliseconds
        expiresAt = invitation.expiresAt.milliseconds
        usedAt = invitation.usedAt?.milliseconds
    }

    /// Who made it is told to nobody, so an id that can be nobody's does no harm.
    var invitation: Invitation {
        Invitation(
            id: id, kind: kind, createdBy: createdBy.flatMap { UserID($0) },
            createdAt: Timestamp(milliseconds: createdAt),
            expiresAt: Timestamp(milliseconds: expiresAt),
            usedAt: usedAt.map(Timestamp.init(milliseconds:)))
    }
}
