import CallCore
import Foundation
import Logging
import RateLimits

/// Everything that can be done with accounts and sessions. Invitations, resets and what administrators do stand in
/// extensions of their own.
///
/// It holds no state; what it promises about two requests at once, its store keeps in transactions.
package struct AccountService: Sendable {
    let store: any AccountStore
    let hasher: PasswordHasher
    package let policy: AccountPolicy
    let now: @Sendable () -> Timestamp
    let logger: Logger

    /// - Parameter now: Tells the time. It is asked again for everything that is done.
    package init(
        store: any AccountStore, hasher: PasswordHasher, policy: AccountPolicy = AccountPolicy(),
        now: @escaping @Sendable () -> Timestamp, logger: Logger = Logger(label: "duet.accounts")
    ) {
        self.store = store
        self.hasher = hasher
        self.policy = policy
        self.now = now
        self.logger = logger
    }

    // MARK: People

    /// Everybody who can be called.
    package func people() async throws -> People {
        try await store.people()
    }

    /// Grows with every change of what ``people()`` gives, whichever process makes it. Cheap to ask.
    package func peopleRevision() async throws -> Int {
        try await store.peopleRevision()
    }

    /// Those of the people who can be called no more: disabled, or gone.
    package func closed(among people: Set<UserID>) async throws -> Set<UserID> {
        people.isEmpty ? [] : people.subtracting(try await store.callable(among: people))
    }

    /// Everybody, also the disabled, ordered by name.
    package func accounts() async throws -> [Account] {
        try await store.accounts().sortedByName()
    }

    package func account(id: UserID) async throws -> Account? {
        try await store.account(id: id)
    }

    /// Makes an account on the word of the operator.
    ///
    /// - Throws: ``AccountError`` about the first field at fault, or ``AccountError/tooBusy``.
    @discardableResult
    package func createAccount(
        username: String, name: String, password: String
    ) async throws -> Account {
        let (account, chosen) = try makeAccount(username: username, name: name, password: password)
        try await demandFree(username: account.username, name: account.name)
        return try await store.insert(account, passwordHash: hasher.hash(chosen))
    }

    /// What can be known about the names of a new account before its owner has typed a password.
    ///
    /// - Throws: ``AccountError/usernameTaken``, ``AccountError/usernameImitates``, ``AccountError/nameImitates``.
    package func demandFree(username: String, name: String) async throws {
        guard try await store.account(username: username) == nil else { throw AccountError.usernameTaken }
        try await store.demandDistinct(WantedNames(username: username, name: name))
    }

    /// Gives an account another password and ends all its sessions.
    ///
    /// - Returns: the sessions that ended.
    /// - Throws: ``AccountError/unknownUser``, and as ``Password/init(chosen:)``.
    @discardableResult
    package func setPassword(username: String, password: String) async throws -> [Session.ID] {
        let chosen = try Password(chosen: password)
        let account = try await account(username: username)
        return try await store.setPasswordHash(hasher.hash(chosen), username: account.username)
    }

    /// Disables an account and ends all its sessions, or enables it again, on the word of the operator.
    ///
    /// - Returns: the sessions that ended.
    /// - Throws: ``AccountError/unknownUser``.
    @discardableResult
    package func setDisabled(_ isDisabled: Bool, username: String) async throws -> [Session.ID] {
        try await store.setDisabled(isDisabled, of: account(username: username).id, by: nil) ?? []
    }

    // MARK: Sessions

    /// Begins a session for whoever knows the password.
    ///
    /// An unknown name and a wrong password cost the same work and end in the same error, so that nobody can find out by
    /// trying who has an account. That it is disabled is told to whoever knows its password.
    ///
    /// - Parameters:
    ///   - browser: what the browser holds from an earlier time; see ``SignIn/browser``.
    ///   - userAgent: what it calls itself.
    ///   - former: the session that the browser had until now, which ends.
    /// - Throws: ``AccountError/wrongCredentials``, ``AccountError/accountDisabled``, ``AccountError/tooBusy``.
    package func signIn(
        username: String, password: String, browser: String? = nil, userAgent: UserAgent? = nil,
        replacing former: Session.ID? = nil
    ) async throws -> SignIn {
        let entered = Password(entered: password)
        let username = username.trimmingCharacters(in: .whitespacesAndNewlines)
        let credential = try await store.credential(username: username)
        let isRight = try await hasher.verify(entered, against: credential?.passwordHash)
        guard isRight, let credential else { throw AccountError.wrongCredentials }
        guard !credential.account.isDisabled else { throw AccountError.accountDisabled }
        let (token, session) = makeSession(for: credential.account, userAgent)
        let ended = try await store.startSession(
            session, replacing: former, verifiedHash: credential.passwordHash,
            newHash: rehash(entered, of: credential), limit: Limits.sessionsOfPerson)
        guard let ended else { throw AccountError.wrongCredentials }
        return SignIn(
            token: token, account: credential.account, session: session,
            browser: await rememberBrowser(token: browser, account: credential.account), ended: ended)
    }

    /// Whom a session token stands for; nil when the session has ended or expired, or the account is
    /// disabled, or the text is no token at all. Using a session keeps it alive.
    package func session(token: String) async throws -> SignedIn? {
        try await sessions(tokens: [token]).first ?? nil
    }

    /// As ``session(token:)`` for many, who are looked up together: the answers are in the order of the tokens.
    package func sessions(tokens: [String?]) async throws -> [SignedIn?] {
        let ids = tokens.map { $0.flatMap(SecretToken.init)?.digest }
        let asked = Set(ids.compactMap(\.self))
        guard !asked.isEmpty else { return tokens.map { _ in nil } }
        let now = now()
        let found = try await store.sessions(ids: asked).filter { _, found in
            now < found.session.expiresAt && !found.account.isDisabled
        }
        let renewed = await renew(
            found.values.filter { $0.session.lastSeenAt.duration(to: now) >= policy.sessionRefreshInterval },
            at: now)
        return ids.map { id in id.flatMap { renewed[$0] ?? found[$0] } }
    }

    /// Ends a session.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    package func signOut(session id: Session.ID) async throws -> Bool {
        try await store.endSession(id: id)
    }

    /// Ends every session of an account.
    ///
    /// - Returns: the sessions that ended.
    @discardableResult
    package func signOutEverywhere(account id: UserID) async throws -> [Session.ID] {
        try await store.endSessions(accountID: id)
    }

    /// Keeps sessions alive that are in use without a request, by a socket. One that is over stays so. To be called now and
    /// then, an hour apart or so.
    package func keepAlive(_ ids: Set<Session.ID>) async throws {
        let now = now()
        let valid = try await store.validSessions(among: ids, at: now)
        guard !valid.isEmpty else { return }
        try await store.renewSessions(
            ids: valid, lastSeenAt: now, expiresAt: now.advanced(by: policy.sessionLifetime))
    }

    /// Those of the sessions that are over, however they ended and whichever process ended them.
    package func endedSessions(among ids: Set<Session.ID>) async throws -> Set<Session.ID> {
        ids.subtracting(try await store.validSessions(among: ids, at: now()))
    }

    /// Removes what time has ended. To be called now and then, an hour apart or so.
    ///
    /// - Returns: the sessions that ended.
    @discardableResult
    package func removeExpired() async throws -> [Session.ID] {
        let now = now()
        // An invitation is kept for as long again, so that whoever comes late is told that it has
        // expired and not that it never was.
        return try await store.removeExpired(
            at: now, invitationsBefore: now.advanced(by: .zero - policy.invitationLifetime),
            browsersBefore: now.advanced(by: .zero - policy.knownBrowserLifetime))
    }

    /// Removes what was left of accounts that are gone, a portion. To be called again until nothing is left to remove.
    ///
    /// - Returns: how much it was; none when there is no more.
    package func forgetRemoved(limit: Int) async throws -> Int { try await store.forgetRemoved(limit: limit) }

    // MARK: Parts

    /// A valid account that is not stored yet.
    func makeAccount(
        username: String, name: String, password: String
    ) throws(AccountError) -> (Account, Password) {
        let account = try Account(
            id: Account.makeID(), username: AccountRules.username(username),
            name: AccountRules.name(name), isDisabled: false, createdAt: now())
        return (account, try Password(chosen: password))
    }

    func makeSession(for account: Account, _ userAgent: UserAgent?) -> (SecretToken, Session) {
        let token = SecretToken()
        let now = now()
        let session = Session(
            id: token.digest, accountID: account.id, createdAt: now, lastSeenAt: now,
            expiresAt: now.advanced(by: policy.sessionLifetime), userAgent: userAgent)
        return (token, session)
    }

    /// A new hash of a password just found right, when the stored one was made at another cost.
    private func rehash(_ password: Password, of credential: Credential) async throws -> String? {
        guard hasher.needsRehash(credential.passwordHash) else { return nil }
        do {
            return try await hasher.hash(password)
        } catch AccountError.tooBusy {
            // The old hash is as good as ever, and another sign-in will come.
            return nil
        }
    }

    private func renew(_ used: [SignedIn], at now: Timestamp) async -> [Session.ID: SignedIn] {
        guard !used.isEmpty else { return [:] }
        let expiresAt = now.advanced(by: policy.sessionLifetime)
        do {
            try await store.renewSessions(
                ids: Set(used.map(\.session.id)), lastSeenAt: now, expiresAt: expiresAt)
        } catch {
            // The sessions are valid whether or not this could be written down.
            logger.warning(
                "sessions not renewed", metadata: ["count": "\(used.count)", "error": "\(error)"])
            return [:]
        }
        return Dictionary(
            uniqueKeysWithValues: used.map { signedIn in
                let session = signedIn.session.renewed(at: now, until: expiresAt)
                return (session.id, SignedIn(account: signedIn.account, session: session))
            })
    }
}
