import Accounts
import CallCore
import GRDB

extension SQLiteAccountStore {
    package func replaceReset(_ reset: PasswordReset, by administrator: UserID?) async throws {
        try await pool.write { [sound] db in
            try Self.demand(administrator, db)
            _ = try Self.enabledRecord(reset.accountID, sound, db)
            try ResetRecord(reset).save(db)
        }
    }

    package func reset(id: PasswordReset.ID) async throws -> PasswordReset? {
        try await pool.read { [sound] db in try Self.reset(id: id, sound, db) }
    }

    package func useReset(
        id: PasswordReset.ID, passwordHash: String, session: Session, replacing former: Session.ID?
    ) async throws -> [Session.ID] {
        // GRDB begins writes with BEGIN IMMEDIATE, so whoever comes second finds no reset.
        try await pool.write { [sound] db in
            guard let reset = try Self.reset(id: id, sound, db) else { throw AccountError.resetInvalid }
            let row = try AccountRecord.row(id: reset.accountID.description, db)
            let account = try reset.checkUsable(
                for: sound.value(row, of: AccountRecord.self) { try $0.account() }, at: session.createdAt)
            let ended = try Self.setPasswordHash(
                passwordHash, accountID: account.id.description, keeping: nil, db)
            if let former { try SessionRecord.deleteOne(db, key: former) }
            try SessionRecord(session).insert(db)
            return ended
        }
    }

    private static func reset(
        id: PasswordReset.ID, _ sound: SoundRows, _ db: Database
    ) throws -> PasswordReset? {
        let row = try Row.fetchOne(db, ResetRecord.filter(ResetRecord.Columns.id == id))
        return sound.value(row, of: ResetRecord.self) { try $0.reset() }
    }
}
