import Accounts
import CallCore
import GRDB

extension SQLiteAccountStore {
    package func insertInvitation(_ invitation: Invitation, openLimit: Int) async throws {
        try await pool.write { [sound] db in
            if let creator = invitation.createdBy {
                let account = try Self.enabledRecord(creator, sound, db)
                let open = try InvitationRecord.open(at: invitation.createdAt)
                    .filter(InvitationRecord.Columns.createdBy == account.id)
                    .fetchCount(db)
                guard open < openLimit else { throw AccountError.tooManyInvitations }
            }
            try InvitationRecord(invitation).insert(db)
        }
    }

    package func replaceSetupInvitation(_ invitation: Invitation) async throws -> Bool {
        try await pool.write { db in
            guard try AccountRecord.present.isEmpty(db) else { return false }
            try InvitationRecord
                .filter(InvitationRecord.Columns.kind == Invitation.Kind.setup)
                .deleteAll(db)
            try InvitationRecord(invitation).insert(db)
            return true
        }
    }

    package func invitation(id: Invitation.ID) async throws -> Invitation? {
        try await pool.read { [sound] db in
            let row = try Row.fetchOne(db, InvitationRecord.filter(key: id))
            return sound.value(row, of: InvitationRecord.self) { try $0.invitation() }
        }
    }

    package func hasAccounts() async throws -> Bool {
        try await pool.read { db in try !AccountRecord.present.isEmpty(db) }
    }

    @discardableResult
    package func acceptInvitation(
        id: Invitation.ID, account: Account, passwordHash: String, session: Session,
        replacing former: Session.ID?
    ) async throws -> Account {
        // GRDB begins writes with BEGIN IMMEDIATE, so whoever comes second reads what the first has written.
        try await writeNames(of: account) { [sound] db, verdict in
            let row = try Row.fetchOne(db, InvitationRecord.filter(key: id))
            let found = sound.value(row, of: InvitationRecord.self) { ($0, try $0.invitation()) }
            guard case (var record, let invitation)? = found else { throw AccountError.invitationInvalid }
            let hasAccounts = try !AccountRecord.present.isEmpty(db)
            try invitation.checkAcceptable(at: account.createdAt, hasAccounts: hasAccounts)
            let account = try Self.insert(account, passwordHash: passwordHash, verdict, db)
            record.usedAt = account.createdAt.milliseconds
            record.usedBy = account.id.description
            try record.update(db)
            if let former { try SessionRecord.deleteOne(db, key: former) }
            try SessionRecord(session).insert(db)
            return account
        }
    }

    package func openInvitations(at now: Timestamp) async throws -> [Invitation] {
        try await pool.read { [sound] db in try Self.openInvitations(at: now, sound, db) }
    }

    package func revokeInvitation(
        id: Invitation.ID, by administrator: UserID?, at now: Timestamp
    ) async throws -> Bool {
        try await pool.write { [sound] db in
            try Self.demand(administrator, db)
            guard try Self.openInvitations(at: now, sound, db).contains(where: { $0.id == id }) else {
                return false
            }
            return try InvitationRecord.deleteOne(db, key: id)
        }
    }

    private static func openInvitations(
        at now: Timestamp, _ sound: SoundRows, _ db: Database
    ) throws -> [Invitation] {
        let rows = try Row.fetchAll(db, InvitationRecord.open(at: now))
        let hasAccounts = try !AccountRecord.present.isEmpty(db)
        return sound.values(rows, of: InvitationRecord.self) { try $0.invitation() }
            .filter { $0.isAcceptable(at: now, hasAccounts: hasAccounts) }
    }
}

/// Stored as its raw value.
extension Invitation.Kind: DatabaseValueConvertible {}
