import CallCore

/// One browser that is signed in.
package struct Session: Equatable, Sendable, Identifiable {
    /// The digest of the session's token: it names the session, and gives nobody access to it.
    package typealias ID = String

    package let id: ID
    package let accountID: UserID
    package let createdAt: Timestamp
    /// When a request last came with the token, to within the policy's refresh interval.
    package let lastSeenAt: Timestamp
    /// Moves on with use.
    package let expiresAt: Timestamp
    /// What the browser called itself when it signed in; nil when it did not, or before that was kept.
    package let userAgent: UserAgent?

    package init(
        id: ID, accountID: UserID, createdAt: Timestamp, lastSeenAt: Timestamp, expiresAt: Timestamp,
        userAgent: UserAgent? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.expiresAt = expiresAt
        self.userAgent = userAgent
    }

    /// The session after it was used.
    package func renewed(at now: Timestamp, until expiresAt: Timestamp) -> Session {
        Session(
            id: id, accountID: accountID, createdAt: createdAt, lastSeenAt: now, expiresAt: expiresAt,
            userAgent: userAgent)
    }
}
