import Accounts
import CallCore
import GRDB
import Logging

/// Accounts and sessions in SQLite: one transaction a method. Invitations, resets and what administrators do stand in
/// extensions of their own. A damaged row is as if it were not there.
package struct SQLiteAccountStore: AccountStore {
    let pool: DatabasePool
    let sound: SoundRows

    /// The accounts and sessions of a database.
    package init(_ database: AppDatabase, logger: Logger = Logger(label: "duet")) {
        pool = database.pool
        sound = SoundRows(logger: logger)
    }

    // MARK: Accounts

    package func account(id: UserID) async throws -> Account? {
        try await pool.read { [sound] db in
            sound.value(try AccountRecord.row(id: id.description, db), of: AccountRecord.self) {
                try $0.account()
            }
        }
    }

    package func account(username: String) async throws -> Account? {
        try await pool.read { [sound] db in
            let row = try Row.fetchOne(db, AccountRecord.filter(username: username))
            return sound.value(row, of: AccountRecord.self) { try $0.account() }
        }
    }

    package func accounts() async throws -> [Account] {
        try await pool.read { [sound] db in
            sound.values(try Row.fetchAll(db, AccountRecord.present), of: AccountRecord.self) {
                try $0.account()
            }
        }
    }

    package func people() async throws -> People {
        // One transaction, so that the revision is that of these accounts.
        try await pool.read { [sound] db in
            let people = AccountRecord.present.filter(AccountRecord.Columns.isDisabled == false)
            return People(
                revision: try AccountRevision.value(db),
                accounts: sound.values(try Row.fetchAll(db, people), of: AccountRecord.self) {
                    try $0.account()
                })
        }
    }

    package func peopleRevision() async throws -> Int {
        try await pool.read { db in try AccountRevision.value(db) }
    }

    package func credential(username: String) async throws -> Credential? {
        try await pool.read { [sound] db in
            let row = try Row.fetchOne(db, AccountRecord.filter(username: username))
            return sound.value(row, of: AccountRecord.self) {
                Credential(account: try $0.account(), passwordHash: $0.passwordHash)
            }
        }
    }

    @discardableResult
    package func insert(_ account: Account, passwordHash: String) async throws -> Account {
        try await writeNames(of: account) { db, verdict in
            try Self.insert(account, passwordHash: passwordHash, verdict, db)
        }
    }

    package func setPasswordHash(_ hash: String, username: String) async throws -> [Session.ID] {
        try await pool.write { [sound] db in
            let account = try Self.record(username: username, sound, db)
            return try Self.setPasswordHash(hash, accountID: account.id, keeping: nil, db)
        }
    }

    package func replacePasswordHash(
        _ hash: String, of person: UserID, verifiedHash: String, keeping kept: Session.ID
    ) async throws -> [Session.ID]? {
        try await pool.write { [sound] db in
            let row = try AccountRecord.row(id: person.description, db)
            guard let account = sound.value(row, of: AccountRecord.self, { try $0.checked() }),
                !account.isDisabled, account.passwordHash == verifiedHash,
                try SessionRecord.exists(db, key: kept)
            else { return nil }
            return try Self.setPasswordHash(hash, accountID: account.id, keeping: kept, db)
        }
    }

    package func setName(_ name: String, of id: UserID) async throws {
        try await writeNames(WantedNames(username: nil, name: name), of: id) { [sound] db, verdict in
            let account = try Self.record(id, sound, db)
            guard account.name != name else { return }
            try verdict.demandDistinct()
            try AccountRecord.filter(key: account.id)
                .updateAll(db, AccountRecord.Columns.name.set(to: name))
        }
    }

    // MARK: Sessions

    package func startSession(
        _ session: Session, replacing former: Session.ID?, verifiedHash: String, newHash: String?, limit: Int
    ) async throws -> [Session.ID]? {
        try await pool.write { [sound] db in
            let row = try AccountRecord.row(id: session.accountID.description, db)
            guard let account = sound.value(row, of: AccountRecord.self, { try $0.checked() }),
                !account.isDisabled, account.passwordHash == verifiedHash
            else { return nil }
            if let newHash {
                try AccountRecord.filter(key: account.id)
                    .updateAll(db, AccountRecord.Columns.passwordHash.set(to: newHash))
            }
            if let former { try SessionRecord.deleteOne(db, key: former) }
            try SessionRecord.filter(accountID: account.id)
                .filter(SessionRecord.Columns.expiresAt <= session.createdAt.milliseconds)
                .deleteAll(db)
            let ended = try Self.end(
                SessionRecord.filter(accountID: account.id)
                    .order(SessionRecord.Columns.lastSeenAt.desc, SessionRecord.Columns.createdAt.desc)
                    .limit(.max, offset: limit - 1), db)
            try SessionRecord(session).insert(db)
            return ended
        }
    }

    package func sessions(ids: Set<Session.ID>) async throws -> [Session.ID: SignedIn] {
        // Asked for every request and every socket, so the statement is kept.
        try await pool.read { [sound] db in
            let statement = try db.cachedStatement(sql: SignedInRecord.byID)
            var found: [Session.ID: SignedIn] = [:]
            for id in ids {
                let row = try Row.fetchOne(statement, arguments: [id])
                found[id] = sound.value(row, of: SignedInRecord.self) { try $0.signedIn() }
            }
            return found
        }
    }

    package func renewSessions(ids: Set<Session.ID>, lastSeenAt: Timestamp, expiresAt: Timestamp) async throws
    {
        _ = try await pool.write { db in
            try SessionRecord.filter(keys: ids).updateAll(
                db,
                SessionRecord.Columns.lastSeenAt.set(to: lastSeenAt.milliseconds),
                SessionRecord.Columns.expiresAt.set(to: expiresAt.milliseconds))
        }
    }

    package func endSession(id: Session.ID) async throws -> Bool {
        try await pool.write { db in try SessionRecord.deleteOne(db, key: id) }
    }

    package func endSession(id: Session.ID, of person: UserID) async throws -> Bool {
        try await pool.write { db in
            try SessionRecord.filter(key: id)
                .filter(SessionRecord.Columns.accountID == person.description)
                .deleteAll(db) > 0
        }
    }

    package func endSessions(accountID: UserID) async throws -> [Session.ID] {
        try await pool.write { db in
            try Self.endSessions(accountID: accountID.description, keeping: nil, db)
        }
    }

    package func endSessions(accountID: UserID, keeping kept: Session.ID) async throws -> [Session.ID] {
        try await pool.write { db in
            try Self.endSessions(accountID: accountID.description, keeping: kept, db)
        }
    }

    package func sessions(of person: UserID, at now: Timestamp) async throws -> [Session] {
        try await pool.read { [sound] db in
            let valid = SessionRecord.valid(at: now)
                .filter(SessionRecord.Columns.accountID == person.description)
            return sound.values(try Row.fetchAll(db, valid), of: SessionRecord.self) { try $0.session() }
        }
    }

    package func validSessions(among ids: Set<Session.ID>, at now: Timestamp) async throws -> Set<Session.ID>
    {
        try await pool.read { db in
            let valid = SessionRecord.valid(at: now)
            return ids.intersection(
                try valid.select(SessionRecord.Columns.id, as: String.self).fetchSet(db))
        }
    }

    package func removeExpired(
        at now: Timestamp, invitationsBefore: Timestamp, browsersBefore: Timestamp
    ) async throws -> [Session.ID] {
        try await pool.write { db in
            try KnownBrowserRecord
                .filter(KnownBrowserRecord.Columns.lastUsedAt <= browsersBefore.milliseconds)
                .deleteAll(db)
            try InvitationRecord
                .filter(
                    InvitationRecord.Columns.expiresAt <= invitationsBefore.milliseconds
                )
                .deleteAll(db)
            try ResetRecord.filter(ResetRecord.Columns.expiresAt <= invitationsBefore.milliseconds)
                .deleteAll(db)
            return try Self.end(
                SessionRecord.filter(SessionRecord.Columns.expiresAt <= now.milliseconds), db)
        }
    }

    // MARK: Parts of transactions

    static func insert(
        _ account: Account, passwordHash: String, _ verdict: NameVerdict, _ db: Database
    ) throws -> Account {
        guard try AccountRecord.filter(username: account.username).isEmpty(db) else {
            throw AccountError.usernameTaken
        }
        try verdict.demandDistinct()
        // Somebody has to manage what comes after.
        let account = try AccountRecord.present.isEmpty(db) ? account.with(.administrator) : account
        try AccountRecord(account, passwordHash: passwordHash).insert(db)
        return account
    }

    static func setPasswordHash(
        _ hash: String, accountID: String, keeping kept: Session.ID?, _ db: Database
    ) throws -> [Session.ID] {
        try AccountRecord.filter(key: accountID)
            .updateAll(db, AccountRecord.Columns.passwordHash.set(to: hash))
        try KnownBrowserRecord.filter(accountID: accountID).deleteAll(db)
        // A link for a new password must not undo one that was chosen since.
        try ResetRecord.deleteOne(db, key: accountID)
        return try endSessions(accountID: accountID, keeping: kept, db)
    }

    private static func record(username: String, _ sound: SoundRows, _ db: Database) throws -> AccountRecord {
        let row = try Row.fetchOne(db, AccountRecord.filter(username: username))
        guard let account = sound.value(row, of: AccountRecord.self, { try $0.checked() }) else {
            throw AccountError.unknownUser
        }
        return account
    }

    static func record(_ person: UserID, _ sound: SoundRows, _ db: Database) throws -> AccountRecord {
        let row = try AccountRecord.row(id: person.description, db)
        guard let account = sound.value(row, of: AccountRecord.self, { try $0.checked() }) else {
            throw AccountError.unknownUser
        }
        return account
    }

    /// - Throws: ``AccountError/unknownUser``, ``AccountError/accountDisabled``.
    static func enabledRecord(
        _ person: UserID, _ sound: SoundRows, _ db: Database
    ) throws -> AccountRecord {
        let account = try record(person, sound, db)
        guard !account.isDisabled else { throw AccountError.accountDisabled }
        return account
    }

    static func endSessions(
        accountID: String, keeping kept: Session.ID?, _ db: Database
    ) throws -> [Session.ID] {
        let all = SessionRecord.filter(accountID: accountID)
        return try end(kept.map { all.filter(SessionRecord.Columns.id != $0) } ?? all, db)
    }

    private static func end(
        _ sessions: QueryInterfaceRequest<SessionRecord>, _ db: Database
    ) throws -> [Session.ID] {
        let named = sessions.filter(literal: SessionRecord.isNamed)
        let ids = try named.select(SessionRecord.Columns.id, as: String.self).fetchAll(db)
        try SessionRecord.deleteAll(db, keys: ids)
        return ids
    }
}
