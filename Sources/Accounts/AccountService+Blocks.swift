import CallCore

/// Whom a person does not want to hear. What follows for calls is decided where calls are.
extension AccountService {
    /// Blocks somebody until that is undone. Doing it twice is no fault.
    ///
    /// - Throws: ``AccountError/selfBlock``, ``AccountError/unknownUser``.
    package func block(_ blocked: UserID, by blocker: UserID) async throws {
        guard blocked != blocker else { throw AccountError.selfBlock }
        try await store.block(blocked, by: blocker, at: now())
    }

    /// Unblocks somebody, blocked or not.
    ///
    /// - Throws: ``AccountError/unknownUser``.
    package func unblock(_ blocked: UserID, by blocker: UserID) async throws {
        try await store.unblock(blocked, by: blocker)
    }

    /// Whom a person has blocked.
    package func blocked(by blocker: UserID) async throws -> [UserID] {
        try await store.blocked(by: blocker)
    }
}
