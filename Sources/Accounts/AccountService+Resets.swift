import CallCore

/// A password that somebody has forgotten: a link that another one hands to them, and what it does.
extension AccountService {
    /// Makes a one-time link for somebody to choose a new password with. One that was made before works no more.
    ///
    /// - Parameter administrator: who makes it; nil when the operator does.
    /// - Throws: ``AccountError/unknownUser``, ``AccountError/ownAccount``, ``AccountError/accountDisabled``,
    ///   ``AccountError/administratorsOnly``.
    package func issueReset(of person: UserID, by administrator: UserID?) async throws -> IssuedReset {
        // One's own password is changed with the password: whoever finds the browser open has no other one by a link.
        guard person != administrator else { throw AccountError.ownAccount }
        let (token, now) = (SecretToken(), now())
        let reset = PasswordReset(
            id: token.digest, accountID: person, createdAt: now,
            expiresAt: now.advanced(by: policy.resetLifetime))
        try await store.replaceReset(reset, by: administrator)
        return IssuedReset(token: token, reset: reset)
    }

    /// A link that can be used.
    ///
    /// - Throws: ``AccountError/resetInvalid``, ``AccountError/resetExpired``, ``AccountError/accountDisabled``.
    package func openReset(token: String) async throws -> OpenReset {
        guard let id = SecretToken(token)?.digest, let reset = try await store.reset(id: id) else {
            throw AccountError.resetInvalid
        }
        let account = try await store.account(id: reset.accountID)
        return OpenReset(reset: reset, account: try reset.checkUsable(for: account, at: now()))
    }

    /// Uses a link: ends all sessions of the account, gives it the new password, and signs in.
    ///
    /// - Parameters:
    ///   - browser: what the browser holds from an earlier time; see ``SignIn/browser``.
    ///   - userAgent: what it calls itself.
    ///   - former: the session that the browser had until now, which ends.
    /// - Throws: as ``openReset(token:)`` and ``Password/init(chosen:)``; ``AccountError/tooBusy``.
    package func resetPassword(
        token: String, to password: String, browser: String? = nil, userAgent: UserAgent? = nil,
        replacing former: Session.ID? = nil
    ) async throws -> SignIn {
        let open = try await openReset(token: token)
        let hash = try await hasher.hash(Password(chosen: password))
        let (token, session) = makeSession(for: open.account, userAgent)
        let ended = try await store.useReset(
            id: open.reset.id, passwordHash: hash, session: session, replacing: former)
        return SignIn(
            token: token, account: open.account, session: session,
            browser: await rememberBrowser(token: browser, account: open.account), ended: ended)
    }
}
