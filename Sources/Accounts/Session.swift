import Foundation

/// One browser that is signed in.
package struct Session: Equatable, Sendable, Identifiable {
    /// The digest of the session's token: it names the session, and gives nobody access to it.
    package typealias ID = String

    package let id: ID
    package let accountID: Account.ID
    package let createdAt: Date
    /// When a request last came with the token, to within the policy's refresh interval.
    package let lastSeenAt: Date
    /// Moves on with use.
    package let expiresAt: Date

    package init(id: ID, accountID: Account.ID, createdAt: Date, lastSeenAt: Date, expiresAt: Date) {
        self.id = id
        self.accountID = accountID
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.expiresAt = expiresAt
    }
}
