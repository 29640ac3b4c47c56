import Accounts

extension AccountStore {
    /// One session and its account, as ``sessions(ids:)``.
    package func session(id: Session.ID) async throws -> SignedIn? {
        try await sessions(ids: [id])[id]
    }
}

extension AccountStore {
    /// As the operator does it, who knows people by the name they sign in with.
    package func setDisabled(_ isDisabled: Bool, username: String) async throws -> [Session.ID] {
        guard let account = try await account(username: username) else { throw AccountError.unknownUser }
        return try await setDisabled(isDisabled, of: account.id, by: nil) ?? []
    }
}
