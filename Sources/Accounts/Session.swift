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

    package init(id: ID, accountID: UserID, createdAt: Timestamp, lastSeenAt: Timestamp, expiresAt: Timestamp)
    {
        self.id = id
        self.accountID = accountID
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.expiresAt = expiresAt
    }

    /// The session after it was used.
    package func renewed(at now: Timestamp, until expiresAt: Timestamp) -> Session {
        Session(
            id: id, accountID: accountID, createdAt: createdAt, lastSeenAt: now, expiresAt: expiresAt)
    }
}
