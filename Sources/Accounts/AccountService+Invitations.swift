import CallCore
import RateLimits

extension AccountService {
    /// Makes a one-time invitation.
    ///
    /// - Parameters:
    ///   - creator: whose invitation it is; nil when the operator makes it.
    ///   - lifetime: more than zero; the policy's when nil.
    /// - Throws: ``AccountError/unknownUser`` or ``AccountError/accountDisabled`` about the creator,
    ///   ``AccountError/tooManyInvitations``.
    package func invite(
        by creator: UserID? = nil, lifetime: Duration? = nil
    ) async throws -> IssuedInvitation {
        let issued = issue(.invitation, by: creator, lifetime: lifetime)
        try await store.insertInvitation(
            issued.invitation, openLimit: Limits.openInvitationsOfPerson)
        return issued
    }

    /// The one-time set-up invitation, as long as there is no account; nil once there is one.
    ///
    /// A new one makes earlier ones invalid: the link that was printed last is the one that works.
    package func setupLink() async throws -> IssuedInvitation? {
        let issued = issue(.setup, by: nil, lifetime: nil)
        return try await store.replaceSetupInvitation(issued.invitation) ? issued : nil
    }

    /// Takes an invitation up: makes the account and signs it in.
    ///
    /// What can be refused cheaply is refused before the password is hashed; the store decides again,
    /// in one transaction, about what may have changed in the meantime.
    ///
    /// - Parameters:
    ///   - browser: what the browser holds from an earlier time; see ``SignIn/browser``.
    ///   - userAgent: what it calls itself.
    ///   - former: the session that the browser had until now, which ends.
    /// - Throws: ``AccountError/invitationInvalid``, ``AccountError/invitationUsed``,
    ///   ``AccountError/invitationExpired``, ``AccountError/setupClosed``,
    ///   ``AccountError/tooBusy``, about the first field at fault, or as ``demandFree(username:name:)``.
    package func acceptInvitation(
        token: String, username: String, name: String, password: String, browser: String? = nil,
        userAgent: UserAgent? = nil, replacing former: Session.ID? = nil
    ) async throws -> SignIn {
        let id = try await invitation(token: token).id
        let (account, chosen) = try makeAccount(username: username, name: name, password: password)
        try await demandFree(username: account.username, name: account.name)
        let hash = try await hasher.hash(chosen)
        let (token, session) = makeSession(for: account, userAgent)
        let accepted = try await store.acceptInvitation(
            id: id, account: account, passwordHash: hash, session: session, replacing: former)
        return SignIn(
            token: token, account: accepted, session: session,
            browser: await rememberBrowser(token: browser, account: account), ended: [])
    }

    /// An invitation that can be taken up, for the page that is about to.
    ///
    /// - Throws: ``AccountError/invitationInvalid``, ``AccountError/invitationUsed``,
    ///   ``AccountError/invitationExpired``, ``AccountError/setupClosed``.
    package func invitation(token: String) async throws -> Invitation {
        guard let id = SecretToken(token)?.digest, let invitation = try await store.invitation(id: id) else {
            throw AccountError.invitationInvalid
        }
        try await invitation.checkAcceptable(at: now(), hasAccounts: store.hasAccounts())
        return invitation
    }

    private func issue(
        _ kind: Invitation.Kind, by creator: UserID?, lifetime: Duration?
    ) -> IssuedInvitation {
        let token = SecretToken()
        let now = now()
        let invitation = Invitation(
            id: token.digest, kind: kind, createdBy: creator, createdAt: now,
            expiresAt: now.advanced(by: lifetime ?? policy.invitationLifetime))
        return IssuedInvitation(token: token, invitation: invitation)
    }
}
