import Foundation

/// A person who can sign in and be called.
package struct Account: Equatable, Sendable, Identifiable {
    /// 1–64 characters of `A–Z a–z 0–9 _ -`, never `server`; does not change for the life of the account.
    package typealias ID = String

    package let id: ID
    /// What the person types to sign in. Unique whatever its letter case.
    package let username: String
    /// What other people see.
    package let name: String
    /// A disabled account keeps its history, cannot sign in and cannot be called.
    package let isDisabled: Bool
    package let createdAt: Date

    package init(id: ID, username: String, name: String, isDisabled: Bool, createdAt: Date) {
        self.id = id
        self.username = username
        self.name = name
        self.isDisabled = isDisabled
        self.createdAt = createdAt
    }

    /// A fresh id: 128 random bits as 22 characters of base64url, so it can neither be guessed nor collide.
    static func makeID() -> ID {
        RandomBytes.make(count: 16).base64URLEncoded
    }
}
