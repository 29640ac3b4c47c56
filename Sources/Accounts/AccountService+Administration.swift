import CallCore

/// What an administrator does with the accounts of others, and the operator with all.
///
/// Who may is decided in the store, in the transaction that does it: two administrators who turn on each other at the
/// same time do not both succeed.
extension AccountService {
    /// Somebody by the name they sign in with.
    ///
    /// - Throws: ``AccountError/unknownUser``.
    package func account(username: String) async throws -> Account {
        guard let account = try await store.account(username: username) else {
            throw AccountError.unknownUser
        }
        return account
    }

    /// Disables somebody's account, which ends all its sessions and takes back its open invitations; or enables it again.
    ///
    /// An administrator who is disabled is one again when enabled.
    ///
    /// - Returns: the sessions that ended; nil when it was so before.
    /// - Throws: ``AccountError/unknownUser``, ``AccountError/ownAccount``, ``AccountError/administratorsOnly``.
    package func setDisabled(
        _ isDisabled: Bool, of person: UserID, by administrator: UserID
    ) async throws -> [Session.ID]? {
        guard person != administrator else { throw AccountError.ownAccount }
        return try await store.setDisabled(isDisabled, of: person, by: administrator)
    }

    /// Makes somebody an administrator, or takes that away.
    ///
    /// - Parameter administrator: who does it; nil when the operator does.
    /// - Throws: ``AccountError/unknownUser``, ``AccountError/accountDisabled``, ``AccountError/lastAdministrator``,
    ///   ``AccountError/administratorsOnly``.
    package func setRole(
        _ role: Account.Role, of person: UserID, by administrator: UserID?
    ) async throws {
        try await store.setRole(role, of: person, by: administrator)
    }

    /// Removes somebody's account, as its owner could (``deleteAccount(of:password:)``).
    ///
    /// - Parameter administrator: who does it; nil when the operator does.
    /// - Returns: the sessions that ended.
    /// - Throws: ``AccountError/unknownUser``, ``AccountError/ownAccount``, ``AccountError/lastAdministrator``,
    ///   ``AccountError/administratorsOnly``.
    package func remove(_ person: UserID, by administrator: UserID?) async throws -> [Session.ID] {
        // One's own is not given up in passing: that takes the password.
        guard person != administrator else { throw AccountError.ownAccount }
        return try await store.remove(person, verifiedHash: nil, by: administrator, at: now()) ?? []
    }

    /// Invitations that can be taken up, the newest first.
    package func openInvitations() async throws -> [Invitation] {
        try await store.openInvitations(at: now()).sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
    }

    /// Takes an open invitation back.
    ///
    /// - Parameter administrator: who does it; nil when the operator does.
    /// - Throws: ``AccountError/unknownInvitation``, ``AccountError/administratorsOnly``.
    package func revokeInvitation(_ id: Invitation.ID, by administrator: UserID?) async throws {
        guard try await store.revokeInvitation(id: id, by: administrator, at: now()) else {
            throw AccountError.unknownInvitation
        }
    }
}
