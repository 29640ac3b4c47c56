import CallCore

/// What another password yields.
package struct PasswordChange: Sendable {
    /// By which the browser is known from now on; nil when that could not be written down.
    package let browser: SecretToken?
    /// The sessions that ended.
    package let ended: [Session.ID]

    init(ended: [Session.ID], browser: SecretToken?) {
        self.ended = ended
        self.browser = browser
    }
}

/// What somebody who is signed in does with their own account.
extension AccountService {
    /// Gives somebody another name.
    ///
    /// - Returns: the account with it.
    /// - Throws: ``AccountError/nameInvalid``, ``AccountError/nameImitates``, ``AccountError/unknownUser``.
    package func rename(_ account: Account, to text: String) async throws -> Account {
        let name = try AccountRules.name(text)
        try await store.setName(name, of: account.id)
        return account.renamed(name)
    }

    /// Gives somebody another password, and ends all of their sessions but one.
    ///
    /// - Parameters:
    ///   - current: the password until now, which has to be known.
    ///   - session: the one in which this is done.
    ///   - browser: what the browser holds from an earlier time; see ``SignIn/browser``. All are forgotten, but this one.
    /// - Throws: ``AccountError/wrongPassword``, ``AccountError/tooBusy``, and as ``Password/init(chosen:)``.
    package func changePassword(
        of account: Account, from current: String, to password: String, keeping session: Session.ID,
        browser: String? = nil
    ) async throws -> PasswordChange {
        let chosen = try Password(chosen: password)
        let credential = try await store.credential(username: account.username)
        guard try await hasher.verify(Password(entered: current), against: credential?.passwordHash),
            let credential,
            let ended = try await store.replacePasswordHash(
                hasher.hash(chosen), of: account.id, verifiedHash: credential.passwordHash, keeping: session)
        else { throw AccountError.wrongPassword }
        return PasswordChange(
            ended: ended, browser: await rememberBrowser(token: browser, account: account))
    }

    /// Removes somebody's account at their own wish, and ends all of their sessions. Others keep the calls they had with
    /// them, without the name.
    ///
    /// - Returns: the sessions that ended.
    /// - Throws: ``AccountError/wrongPassword``, ``AccountError/lastAdministrator``, ``AccountError/tooBusy``.
    package func deleteAccount(of account: Account, password: String) async throws -> [Session.ID] {
        let credential = try await store.credential(username: account.username)
        guard try await hasher.verify(Password(entered: password), against: credential?.passwordHash),
            let credential,
            let ended = try await store.remove(
                account.id, verifiedHash: credential.passwordHash, by: nil, at: now())
        else { throw AccountError.wrongPassword }
        return ended
    }

    /// Where somebody is signed in, the one that was used last first.
    package func sessions(of person: UserID) async throws -> [Session] {
        try await store.sessions(of: person, at: now())
            .sorted { ($0.lastSeenAt, $0.id) > ($1.lastSeenAt, $1.id) }
    }

    /// Ends one of somebody's sessions.
    ///
    /// - Throws: ``AccountError/unknownSession`` when it is none of theirs.
    package func signOut(session id: Session.ID, of person: UserID) async throws {
        guard try await store.endSession(id: id, of: person) else { throw AccountError.unknownSession }
    }

    /// Ends all of somebody's sessions but one.
    ///
    /// - Returns: the sessions that ended.
    package func signOutElsewhere(_ person: UserID, keeping session: Session.ID) async throws -> [Session.ID]
    {
        try await store.endSessions(accountID: person, keeping: session)
    }
}
