import CallCore

/// Where accounts, sessions and invitations are kept.
///
/// Each method is atomic. Methods that end sessions return their ids, so that the sockets which were
/// opened with them can be closed.
package protocol AccountStore: Sendable {
    func account(id: UserID) async throws -> Account?
    /// - Parameter username: compared without regard to letter case, here and in every other method.
    func account(username: String) async throws -> Account?
    /// Everybody, also the disabled, in no order.
    func accounts() async throws -> [Account]
    /// Those of the people who can be called: there is an account, and it is not disabled.
    func callable(among people: Set<UserID>) async throws -> Set<UserID>
    /// Everybody who is not disabled, and the revision that this is.
    func people() async throws -> People
    /// Grows with every change of a user name, a name, and who can be called, whichever process makes it.
    func peopleRevision() async throws -> Int
    func credential(username: String) async throws -> Credential?
    /// Looks at everybody, also the disabled.
    ///
    /// - Throws: as ``WantedNames/check(againstUsername:name:)`` about any account.
    func demandDistinct(_ wanted: WantedNames) async throws

    /// - Returns: the account as it is kept: the first one of all is an administrator's.
    /// - Throws: ``AccountError/usernameTaken``, and as ``WantedNames/check(againstUsername:name:)`` about any other account.
    @discardableResult
    func insert(_ account: Account, passwordHash: String) async throws -> Account
    /// Replaces the password, ends all sessions of the account, and forgets its known browsers and its reset.
    ///
    /// - Throws: ``AccountError/unknownUser``.
    func setPasswordHash(_ hash: String, username: String) async throws -> [Session.ID]
    /// Replaces a password that was found right a moment ago, ends all sessions of the account but one, and forgets its
    /// known browsers and its reset.
    ///
    /// - Parameters:
    ///   - verifiedHash: the hash that the password was found to match.
    ///   - kept: the session that does not end.
    /// - Returns: the sessions that ended; nil when nothing was done, because the account has been disabled, its password
    ///   changed or that session ended since.
    func replacePasswordHash(
        _ hash: String, of person: UserID, verifiedHash: String, keeping kept: Session.ID
    ) async throws -> [Session.ID]?
    /// Gives an account another name. The one that it has may stay, whatever others are called.
    ///
    /// - Throws: ``AccountError/unknownUser``, ``AccountError/nameImitates``.
    func setName(_ name: String, of id: UserID) async throws
    /// Disabling ends all sessions of the account, and removes its open invitations and its reset.
    ///
    /// - Parameter administrator: who does it, here and in the other methods; nil when the operator does.
    /// - Returns: the sessions that ended; nil when it was so before.
    /// - Throws: ``AccountError/unknownUser``, ``AccountError/administratorsOnly``.
    func setDisabled(
        _ isDisabled: Bool, of person: UserID, by administrator: UserID?
    ) async throws -> [Session.ID]?
    /// - Throws: ``AccountError/unknownUser``, ``AccountError/accountDisabled``, ``AccountError/lastAdministrator``,
    ///   ``AccountError/administratorsOnly``.
    func setRole(_ role: Account.Role, of person: UserID, by administrator: UserID?) async throws
    /// Removes an account and everything that is its owner's alone. As long as others remember calls with them, a row
    /// without name, sign-in name and password stays, which is nobody's account and is seen by nothing but a look back.
    ///
    /// - Parameter verifiedHash: the hash that the password was found to match; nil when none was asked for.
    /// - Returns: the sessions that ended; nil when nothing was done, because the password was changed since.
    /// - Throws: ``AccountError/unknownUser``, ``AccountError/lastAdministrator`` while there are other accounts,
    ///   ``AccountError/administratorsOnly``.
    func remove(
        _ person: UserID, verifiedHash: String?, by administrator: UserID?, at now: Timestamp
    ) async throws -> [Session.ID]?

    /// Makes this the account's only reset.
    ///
    /// - Throws: ``AccountError/unknownUser``, ``AccountError/accountDisabled``, ``AccountError/administratorsOnly``.
    func replaceReset(_ reset: PasswordReset, by administrator: UserID?) async throws
    func reset(id: PasswordReset.ID) async throws -> PasswordReset?
    /// Uses the reset up, replaces the password, ends all sessions of the account, forgets its known browsers and begins a
    /// session: all of it or nothing.
    ///
    /// - Parameter former: the session that the browser had until now, which ends in the same step.
    /// - Returns: the sessions that ended.
    /// - Throws: ``AccountError/resetInvalid``, and as ``PasswordReset/checkUsable(for:at:)``.
    func useReset(
        id: PasswordReset.ID, passwordHash: String, session: Session, replacing former: Session.ID?
    ) async throws -> [Session.ID]

    /// Begins a session for somebody whose password was found right a moment ago. Expired sessions of
    /// the same account are removed on the way.
    ///
    /// - Parameters:
    ///   - former: the session that the browser had until now, which ends in the same step.
    ///   - verifiedHash: the hash that the password was found to match.
    ///   - newHash: replaces it, when the same password was hashed again at another cost.
    ///   - limit: how many sessions the account may have with this one. Those that were used longest ago end.
    /// - Returns: the sessions that ended to make room; nil when the session was not begun, because the account has
    ///   been disabled or its password changed since.
    func startSession(
        _ session: Session, replacing former: Session.ID?, verifiedHash: String, newHash: String?, limit: Int
    ) async throws -> [Session.ID]?
    /// Those of the sessions that there are, with their accounts, whatever their age and the accounts' state.
    func sessions(ids: Set<Session.ID>) async throws -> [Session.ID: SignedIn]
    /// Does nothing about those that have ended.
    func renewSessions(ids: Set<Session.ID>, lastSeenAt: Timestamp, expiresAt: Timestamp) async throws
    /// Those of a person that are valid, in no order.
    func sessions(of person: UserID, at now: Timestamp) async throws -> [Session]
    /// - Returns: whether there was such a session.
    func endSession(id: Session.ID) async throws -> Bool
    /// - Returns: whether there was such a session of this person.
    func endSession(id: Session.ID, of person: UserID) async throws -> Bool
    func endSessions(accountID: UserID) async throws -> [Session.ID]
    /// Ends all sessions of an account but this one.
    func endSessions(accountID: UserID, keeping kept: Session.ID) async throws -> [Session.ID]
    /// Those of the sessions that are valid: not ended, not expired, of an account that is not disabled.
    func validSessions(among ids: Set<Session.ID>, at now: Timestamp) async throws -> Set<Session.ID>
    /// Removes sessions that have expired, invitations and resets that expired before a moment of the past, and browsers
    /// that were not used since another one.
    func removeExpired(
        at now: Timestamp, invitationsBefore: Timestamp, browsersBefore: Timestamp
    ) async throws -> [Session.ID]
    /// Removes calls of which both people are gone, and what was left of accounts with which nobody remembers a call any
    /// more. Whoever else writes is kept waiting only for so many of each.
    ///
    /// - Returns: how many of both they were; none when there are no more.
    func forgetRemoved(limit: Int) async throws -> Int

    /// - Parameter id: the digest of a browser's token.
    /// - Returns: whether the account of this name was signed in to from this browser before.
    func knowsBrowser(id: String, username: String) async throws -> Bool
    /// Remembers that an account is signed in to from a browser.
    ///
    /// - Parameters:
    ///   - id: what the browser says it is. It is believed when any account knows it: several people may use one
    ///     browser, but nobody may choose what it is called.
    ///   - newID: what it is from now on, when it is not believed.
    ///   - limit: how many browsers are remembered of an account; those that were used longest ago are forgotten.
    /// - Returns: which of the two it is.
    /// - Throws: ``AccountError/unknownUser``.
    func rememberBrowser(
        id: String?, orNew newID: String, accountID: UserID, at now: Timestamp, limit: Int
    ) async throws -> String

    /// Blocks somebody, as long as that is not undone. Doing it twice is no fault, nor is undoing it twice.
    ///
    /// - Throws: ``AccountError/unknownUser``.
    func block(_ blocked: UserID, by blocker: UserID, at now: Timestamp) async throws
    /// - Throws: ``AccountError/unknownUser``.
    func unblock(_ blocked: UserID, by blocker: UserID) async throws
    /// Whom a person has blocked.
    func blocked(by blocker: UserID) async throws -> [UserID]

    /// What a person has chosen, or the usual settings.
    func settings(of person: UserID) async throws -> PersonalSettings
    /// Changes what a person has chosen, in one step: two devices may choose different things at the same time.
    ///
    /// - Throws: ``AccountError/unknownUser``.
    func changeSettings(
        of person: UserID, _ change: @escaping @Sendable (inout PersonalSettings) -> Void
    ) async throws

    /// - Parameter openLimit: how many open ones a person may have with this one.
    /// - Throws: ``AccountError/unknownUser`` or ``AccountError/accountDisabled`` about who made it,
    ///   ``AccountError/tooManyInvitations``.
    func insertInvitation(_ invitation: Invitation, openLimit: Int) async throws
    /// Makes this the only set-up invitation, as long as there is no account.
    ///
    /// - Returns: whether it did.
    func replaceSetupInvitation(_ invitation: Invitation) async throws -> Bool
    func invitation(id: Invitation.ID) async throws -> Invitation?
    /// Those that can be taken up, in no order.
    func openInvitations(at now: Timestamp) async throws -> [Invitation]
    /// - Returns: whether there was such an open one.
    /// - Throws: ``AccountError/administratorsOnly``.
    func revokeInvitation(
        id: Invitation.ID, by administrator: UserID?, at now: Timestamp
    ) async throws -> Bool
    /// Whether there is any account, also a disabled one.
    func hasAccounts() async throws -> Bool
    /// Uses the invitation up, makes the account and begins its first session: all of it or nothing.
    ///
    /// - Parameter former: the session that the browser had until now, which ends in the same step.
    /// - Returns: the account as it is kept.
    /// - Throws: ``AccountError/invitationInvalid``, and as ``insert(_:passwordHash:)`` and
    ///   ``Invitation/checkAcceptable(at:hasAccounts:)``.
    @discardableResult
    func acceptInvitation(
        id: Invitation.ID, account: Account, passwordHash: String, session: Session,
        replacing former: Session.ID?
    ) async throws -> Account
}
