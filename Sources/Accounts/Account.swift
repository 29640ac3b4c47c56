import Base64URL
import CallCore

/// A person who can sign in and be called.
package struct Account: Equatable, Sendable, Identifiable {
    /// Does not change for the life of the account.
    package let id: UserID
    /// What the person types to sign in. Unique whatever its letter case.
    package let username: String
    /// What other people see.
    package let name: String
    /// A disabled account keeps its history, cannot sign in and cannot be called.
    package let isDisabled: Bool
    package let role: Role
    package let createdAt: Timestamp

    /// What somebody may do beyond their own account.
    package enum Role: String, Codable, Sendable {
        case member
        /// Manages the accounts and invitations of others. The first account is one.
        case administrator
    }

    package init(
        id: UserID, username: String, name: String, isDisabled: Bool, role: Role = .member,
        createdAt: Timestamp
    ) {
        self.id = id
        self.username = username
        self.name = name
        self.isDisabled = isDisabled
        self.role = role
        self.createdAt = createdAt
    }

    /// The account with another name.
    func renamed(_ name: String) -> Account {
        Account(
            id: id, username: username, name: name, isDisabled: isDisabled, role: role, createdAt: createdAt)
    }

    /// The account in another role.
    package func with(_ role: Role) -> Account {
        Account(
            id: id, username: username, name: name, isDisabled: isDisabled, role: role, createdAt: createdAt)
    }

    /// A fresh id: 128 random bits as 22 characters of base64url, so it can neither be guessed nor collide.
    package static func makeID() -> UserID {
        guard let id = UserID(Base64URL.encode(RandomBytes.make(count: 16))) else {
            preconditionFailure("22 characters of base64url are no user id")
        }
        return id
    }
}
