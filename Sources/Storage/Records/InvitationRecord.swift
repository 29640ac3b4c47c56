import Accounts
import CallCore
import GRDB

/// A row of `invitation`.
struct InvitationRecord: Codable, KeyedRecord, PersistableRecord {
    static let databaseTableName = "invitation"
    static let keyColumn = "id"

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

    /// An id of its maker that can be nobody's is as if the operator had made it.
    /// - Throws: ``DamagedRecord`` when a moment is none.
    func invitation() throws(DamagedRecord) -> Invitation {
        guard let createdAt = Timestamp(stored: createdAt), let expiresAt = Timestamp(stored: expiresAt)
        else {
            throw damaged
        }
        var usedAt: Timestamp?
        if let stored = self.usedAt {
            guard let moment = Timestamp(stored: stored) else { throw damaged }
            usedAt = moment
        }
        return Invitation(
            id: id, kind: kind, createdBy: createdBy.flatMap { UserID($0) }, createdAt: createdAt,
            expiresAt: expiresAt, usedAt: usedAt)
    }

    /// Those that can be taken up, as long as nothing else is against it.
    static func open(at now: Timestamp) -> QueryInterfaceRequest<Self> {
        filter(Columns.usedAt == nil).filter(Columns.expiresAt > now.milliseconds)
    }

    private var damaged: DamagedRecord { DamagedRecord(table: Self.databaseTableName, key: id) }
}
