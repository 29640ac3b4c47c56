import Accounts

extension AccountStore {
    /// One session and its account, as ``sessions(ids:)``.
    package func session(id: Session.ID) async throws -> SignedIn? {
        try await sessions(ids: [id])[id]
    }
}
