import Accounts
import CallCore
import GRDB

/// What administrators do with the accounts of others, and what remains of one that is removed.
extension SQLiteAccountStore {
    package func setDisabled(
        _ isDisabled: Bool, of person: UserID, by administrator: UserID?
    ) async throws -> [Session.ID]? {
        try await pool.write { [sound] db in
            try Self.demand(administrator, db)
            let account = try Self.record(person, sound, db)
            guard account.isDisabled != isDisabled else { return nil }
            try AccountRecord.filter(key: account.id)
                .updateAll(db, AccountRecord.Columns.isDisabled.set(to: isDisabled))
            guard isDisabled else { return [] }
            // Whoever is kept out does not come back by a link of their own.
            try InvitationRecord.filter(InvitationRecord.Columns.createdBy == account.id)
                .filter(InvitationRecord.Columns.usedAt == nil)
                .deleteAll(db)
            try ResetRecord.deleteOne(db, key: account.id)
            return try Self.endSessions(accountID: account.id, keeping: nil, db)
        }
    }

    package func setRole(_ role: Account.Role, of person: UserID, by administrator: UserID?) async throws {
        try await pool.write { [sound] db in
            try Self.demand(administrator, db)
            let account = try Self.record(person, sound, db)
            switch role {
            case .administrator where account.isDisabled: throw AccountError.accountDisabled
            case .administrator: break
            case .member: try Self.demandAnotherAdministrator(than: account, db)
            }
            try AccountRecord.filter(key: account.id)
                .updateAll(db, AccountRecord.Columns.role.set(to: role))
        }
    }

    package func remove(
        _ person: UserID, verifiedHash: String?, by administrator: UserID?, at now: Timestamp
    ) async throws -> [Session.ID]? {
        try await pool.write { [sound] db in
            try Self.demand(administrator, db)
            let account = try Self.record(person, sound, db)
            if let verifiedHash, account.passwordHash != verifiedHash { return nil }
            if try AccountRecord.present.fetchCount(db) > 1 {
                try Self.demandAnotherAdministrator(than: account, db)
            }
            let ended = try Self.endSessions(accountID: account.id, keeping: nil, db)
            try Self.removeBelongings(of: account.id, db)
            try AccountRecord.filter(key: account.id)
                .updateAll(
                    db,
                    // Free for somebody else, and a name that nobody can guess in its place.
                    AccountRecord.Columns.username.set(to: "removed.\(Account.makeID())"),
                    AccountRecord.Columns.name.set(to: HistoryEntry.nameOfRemoved),
                    AccountRecord.Columns.passwordHash.set(to: "$scrypt$"),
                    AccountRecord.Columns.isDisabled.set(to: true),
                    AccountRecord.Columns.role.set(to: Account.Role.member),
                    AccountRecord.Columns.removedAt.set(to: now.milliseconds))
            return ended
        }
    }

    private static let isInNoCall = """
        NOT EXISTS (SELECT 1 FROM call WHERE caller_id = account.id)
        AND NOT EXISTS (SELECT 1 FROM call WHERE callee_id = account.id)
        """

    package func forgetRemoved(limit: Int) async throws -> Int {
        // Looked for where that holds up nobody: who is gone does not come back, and ended is final.
        let (calls, accounts) = try await pool.read { db in
            let calls = try String.fetchAll(
                db,
                sql: """
                    SELECT id FROM call WHERE state = 'ended'
                        AND caller_id IN (SELECT id FROM account WHERE removed_at IS NOT NULL)
                        AND callee_id IN (SELECT id FROM account WHERE removed_at IS NOT NULL)
                    LIMIT ?
                    """,
                arguments: [limit])
            let accounts = try String.fetchAll(
                db,
                sql: """
                    SELECT id FROM account WHERE removed_at IS NOT NULL AND \(Self.isInNoCall) LIMIT ?
                    """,
                arguments: [limit])
            return (calls, accounts)
        }
        guard !calls.isEmpty || !accounts.isEmpty else { return 0 }
        return try await pool.write { db in
            // A call of theirs may have been saved meanwhile, which would go with them.
            let forgotten = try HistoryRecord.deleteAll(db, keys: calls)
            return try forgotten
                + AccountRecord.filter(keys: accounts).filter(sql: Self.isInNoCall).deleteAll(db)
        }
    }

    package func callable(among people: Set<UserID>) async throws -> Set<UserID> {
        try await pool.read { db in
            let ids = try AccountRecord.present.filter(AccountRecord.Columns.isDisabled == false)
                .filter(keys: people.map(\.description))
                .select(AccountRecord.Columns.id, as: String.self).fetchAll(db)
            return Set(ids.compactMap { UserID($0) })
        }
    }

    // MARK: Parts of transactions

    /// - Throws: ``AccountError/administratorsOnly`` unless this is one, or the operator.
    static func demand(_ administrator: UserID?, _ db: Database) throws {
        guard let administrator else { return }
        guard try !AccountRecord.administrators.filter(key: administrator.description).isEmpty(db) else {
            throw AccountError.administratorsOnly
        }
    }

    /// - Throws: ``AccountError/lastAdministrator`` when this account is one, and nobody else is who can sign in.
    private static func demandAnotherAdministrator(than account: AccountRecord, _ db: Database) throws {
        guard account.role == .administrator else { return }
        let others = AccountRecord.administrators.filter(AccountRecord.Columns.id != account.id)
        if try others.isEmpty(db) { throw AccountError.lastAdministrator }
    }

    /// What is theirs alone. Subscriptions to pushes have gone with the sessions.
    private static func removeBelongings(of id: String, _ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM known_browser WHERE account_id = :id;
                DELETE FROM block WHERE blocker_id = :id;
                DELETE FROM block WHERE blocked_id = :id;
                DELETE FROM personal_settings WHERE account_id = :id;
                DELETE FROM seen_calls WHERE account_id = :id;
                DELETE FROM password_reset WHERE account_id = :id;
                DELETE FROM invitation WHERE created_by = :id;
                UPDATE invitation SET used_by = NULL WHERE used_by = :id;
                """,
            arguments: ["id": id])
    }
}
