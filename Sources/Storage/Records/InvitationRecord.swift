import Accounts
import Foundation
import GRDB

/// A row of `invitation`.
struct InvitationRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "invitation"

    enum Columns {
        static let kind = Column("kind")
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
        createdBy = invitation.createdBy
        createdAt = invitation.createdAt.millisecondsSince1970
        expiresAt = invitation.expiresAt.millisecondsSince1970
        usedAt = invitation.usedAt?.millisecondsSince1970
    }

    var invitation: Invitation {
        Invitation(
            id: id, kind: kind, createdBy: createdBy, createdAt: Date(millisecondsSince1970: createdAt),
            expiresAt: Date(millisecondsSince1970: expiresAt),
            usedAt: usedAt.map(Date.init(millisecondsSince1970:)))
    }
}
