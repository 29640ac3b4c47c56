import CallCore

/// The right to choose a new password for one account, once, for a while. An account has one at most.
package struct PasswordReset: Equatable, Sendable, Identifiable {
    /// The digest of its token.
    package typealias ID = String

    package let id: ID
    package let accountID: UserID
    package let createdAt: Timestamp
    package let expiresAt: Timestamp

    package init(id: ID, accountID: UserID, createdAt: Timestamp, expiresAt: Timestamp) {
        self.id = id
        self.accountID = accountID
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// Stores ask this inside the transaction that replaces the password.
    ///
    /// - Parameter account: whose password it is; nil when there is no such account any more.
    /// - Returns: the account.
    /// - Throws: ``AccountError/resetInvalid``, ``AccountError/accountDisabled``, ``AccountError/resetExpired``.
    package func checkUsable(for account: Account?, at now: Timestamp) throws(AccountError) -> Account {
        guard let account else { throw .resetInvalid }
        guard !account.isDisabled else { throw .accountDisabled }
        guard now < expiresAt else { throw .resetExpired }
        return account
    }
}

/// A new link, and the one copy of the token that goes into it.
package struct IssuedReset: Sendable {
    package let token: SecretToken
    package let reset: PasswordReset
}

/// What a link is good for, for the page that is about to use it.
package struct OpenReset: Sendable {
    package let reset: PasswordReset
    package let account: Account
}
